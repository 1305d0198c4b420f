/// What the other end says in words: why it leaves, why it refuses, which version it runs.
///
/// Such words are plain ASCII. They are shown to people, in lists and in logs, and must not be able to steer the
/// terminal of whoever reads them.
package enum PeerWord {
    /// The word with a question mark in the place of everything that is no plain character.
    package static func cleaned(_ word: String) -> String {
        guard !word.unicodeScalars.allSatisfy(Self.isPlain) else { return word }
        var scalars = String.UnicodeScalarView()
        for scalar in word.unicodeScalars { scalars.append(Self.isPlain(scalar) ? scalar : "?") }
        return String(scalars)
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        (0x20...0x7E).contains(scalar.value)
    }
}
