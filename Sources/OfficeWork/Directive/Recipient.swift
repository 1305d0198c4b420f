package import SyncProtocol

/// Whom a directive is addressed to (主送). Only offices below the issuer are ever meant.
package enum Recipient: Hashable, Sendable, CustomStringConvertible {
    /// The office of this id, as a person writes it. In a directive it stands by its path: see ``isFixed``.
    case office(OfficeID)
    /// The office at one place.
    case path(OfficePath)
    case level(Level)
    /// The issuer's direct children.
    case children
    /// All offices below the issuer.
    case all

    private static let childrenText = "children"
    private static let allText = "all"
    static let levelPrefix = "level:"
    private static let officePrefix = "office:"

    /// Reads `510000`, `100000/510000`, `level:provincial` (or `level:省级`), `children` or `all`. Nil for anything else.
    package init?(_ text: some StringProtocol) {
        if text == Self.childrenText {
            self = .children
        } else if text == Self.allText {
            self = .all
        } else if text.hasPrefix(Self.levelPrefix) {
            let name = String(text.dropFirst(Self.levelPrefix.count))
            guard let level = Level.meant(by: name) else { return nil }
            self = .level(level)
        } else if text.contains("/") {
            guard let path = OfficePath(text: String(text)) else { return nil }
            self = .path(path)
        } else {
            let hasPrefix = text.hasPrefix(Self.officePrefix)
            guard
                let office = OfficeID(
                    hasPrefix ? text.dropFirst(Self.officePrefix.count) : text[...]
                )
            else { return nil }
            self = .office(office)
        }
    }

    package var text: String {
        switch self {
        case .office(let office):
            // An office named like a group of offices must not become that group.
            Self.isReserved(office) ? Self.officePrefix + office.text : office.text
        case .path(let path): path.description
        case .level(let level): Self.levelPrefix + level.rawValue
        case .children: Self.childrenText
        case .all: Self.allText
        }
    }

    package var description: String { self.text }

    /// Whether the office is meant. Never the issuer itself, only offices below it.
    ///
    /// - Parameter level: nil when it is not known; then no level is addressed.
    package func addresses(_ office: OfficePath, level: Level?, issuer: OfficePath) -> Bool {
        guard office != issuer, issuer.contains(office) else { return false }
        return switch self {
        case .office(let id): office.office == id
        case .path(let path): office == path
        case .level(let wanted): level == wanted
        case .children: office.depth == issuer.depth + 1
        case .all: true
        }
    }

    /// The id of the single office that is named. Nil for groups of offices.
    package var named: OfficeID? {
        switch self {
        case .office(let id): id
        case .path(let path): path.office
        case .level, .children, .all: nil
        }
    }

    /// The place of the single office that is fixed. Nil for anything else.
    package var path: OfficePath? {
        if case .path(let path) = self { path } else { nil }
    }

    /// Whether it means the same offices whatever others enter into their rosters later.
    package var isFixed: Bool {
        if case .office = self { false } else { true }
    }

    /// Words that mean something elsewhere, in lower case.
    static let reservedWords: [String] =
        [Self.allText, Self.childrenText, "level", "office", "self"]
        + Level.allCases.map(\.rawValue)

    /// Whether an office's id reads like a group of offices or another word of ours, in any case.
    static func isReserved(_ office: OfficeID) -> Bool {
        let key = Uniqueness.folded(Array(office.text.utf8))
        return Self.reservedWords.contains { Array($0.utf8) == key }
    }
}
