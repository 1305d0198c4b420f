private import PlainText

/// Text out of a record, made safe to show.
///
/// What this program writes holds no control characters, but a record can come from another program:
/// a title must not be able to steer the terminal of whoever lists it.
enum DisplayText {
    /// As entry would have taken it in, with U+FFFD for every character that entry refuses. Nothing is copied
    /// when there is none.
    static func cleaned(_ text: String) -> String { PlainText.shown(text) }
}
