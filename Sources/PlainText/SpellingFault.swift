/// Why a short entry cannot be read.
package enum SpellingFault: Error, Sendable, Hashable {
    /// This character has no meaning there.
    case character(Unicode.Scalar)
    /// Its characters may all stand in such an entry, but not like this.
    case shape

    /// What stands in the way, for a sentence; empty when no single character does.
    package var chinese: String {
        switch self {
        case .character(let scalar): "看不懂其中的字符\(scalar.shownName)。"
        case .shape: ""
        }
    }

    package var english: String {
        switch self {
        case .character(let scalar): "The character \(scalar.shownName) is not understood there. "
        case .shape: ""
        }
    }

    /// - Parameter known: whether a character may stand in such an entry at all.
    static func of(
        _ scalars: [Unicode.Scalar],
        known: (Unicode.Scalar) -> Bool
    ) -> SpellingFault {
        scalars.first { !known($0) }.map { .character($0) } ?? .shape
    }
}
