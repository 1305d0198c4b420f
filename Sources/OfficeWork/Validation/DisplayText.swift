/// Text out of a record, made safe to show.
///
/// What this program writes holds no control characters, but a record can come from another program:
/// a title must not be able to steer the terminal of whoever lists it.
enum DisplayText {
    /// Every character that entry refuses becomes U+FFFD. Nothing is copied when there is none.
    static func cleaned(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: TextRule.isRefused) else { return text }
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            scalars.append(TextRule.isRefused(scalar) ? "\u{FFFD}" : scalar)
        }
        return String(scalars)
    }
}
