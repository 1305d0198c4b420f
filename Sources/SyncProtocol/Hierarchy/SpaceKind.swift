/// What a space is for.
///
/// Numbers are given out in ranges, and the range says which way the content goes. So a node carries
/// kinds that only later versions know: it checks, stores and forwards them, and reads nothing in them.
package struct SpaceKind: RawRepresentable, Sendable, Hashable, Comparable {
    /// What an office says about its direct children: names, levels, hosts.
    package static let roster = SpaceKind(known: 1)
    /// What an office asks of those below it.
    package static let directives = SpaceKind(known: 2)
    /// What an office tells those above it: replies, reports.
    package static let reports = SpaceKind(known: 3)
    /// How far what was asked of an office has come with it; its direct parent alone must know.
    package static let receipts = SpaceKind(known: 4)
    /// What stays within an office: its users, drafts and approvals.
    package static let house = SpaceKind(known: 5)
    /// What several offices do together, which need not stand in line: a matter with a name of its own. One of them
    /// co-ordinates it.
    package static let `case` = SpaceKind(known: 6)

    /// The kinds that this version reads, ascending.
    package static let known: [SpaceKind] = [
        .roster, .directives, .reports, .receipts, .house, .case,
    ]

    /// Later versions may use these numbers for what goes down the tree.
    package static let downNumbers: ClosedRange<UInt8> = 32...63
    /// For what goes up the tree.
    package static let upNumbers: ClosedRange<UInt8> = 64...95
    /// For what goes both ways.
    package static let bothWaysNumbers: ClosedRange<UInt8> = 96...127

    package let rawValue: UInt8

    private init(known: UInt8) {
        self.rawValue = known
    }

    /// Nil for a number of which no version may say which way it goes.
    package init?(rawValue: UInt8) {
        switch rawValue {
        case 1...6, Self.downNumbers, Self.upNumbers, Self.bothWaysNumbers: self.rawValue = rawValue
        default: return nil
        }
    }

    package var isKnown: Bool { self.rawValue <= 6 }

    package var flow: SpaceFlow {
        switch self.rawValue {
        case 2, Self.downNumbers: .down
        case 3, Self.upNumbers: .up
        case 4: .oneUp
        case 5: .stays
        case 6: .parties
        default: .bothWays
        }
    }

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

extension SpaceKind: CustomStringConvertible {
    package var description: String {
        switch self {
        case .roster: "roster"
        case .directives: "directives"
        case .reports: "reports"
        case .receipts: "receipts"
        case .house: "house"
        case .case: "case"
        default: "kind-\(self.rawValue)"
        }
    }
}
