/// Takes text character by character and leaves out what says nothing where it stands.
struct Cleaning {
    private var scalars = String.UnicodeScalarView()
    /// A joiner that is kept if a character that needs it follows.
    private var joiner: Unicode.Scalar?
    /// The last character that was taken and is no selector.
    private var base: Unicode.Scalar?

    /// False, and nothing taken, when the character has no place in text.
    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        switch ScalarRole(scalar) {
        case .control, .damaged: return false
        case .ignorable: return true
        case .joiner:
            if let base = self.base, Self.joins(base) { self.joiner = scalar }
        case .selector:
            if let base = self.base, ScalarRole(base) == .visible { self.scalars.append(scalar) }
        case .visible, .blank, .lineFeed: self.append(scalar)
        case .blankLike: self.append(" ")
        }
        return true
    }

    /// Stands for a character that was not taken.
    mutating func takeDamaged() -> Bool {
        self.append("\u{FFFD}")
        return true
    }

    func finish() -> String.UnicodeScalarView { self.scalars }

    private mutating func append(_ scalar: Unicode.Scalar) {
        if let joiner = self.joiner, Self.joins(scalar) { self.scalars.append(joiner) }
        self.joiner = nil
        self.scalars.append(scalar)
        self.base = scalar
    }

    /// Han characters and Latin letters join nothing: a joiner beside them only hides something.
    private static func joins(_ scalar: Unicode.Scalar) -> Bool {
        ScalarRole(scalar) == .visible && scalar.value >= 0x250
            && !scalar.properties.isIdeographic && !(0x3000...0x33FF).contains(scalar.value)
            && !(0xFF00...0xFFEF).contains(scalar.value)
    }
}
