/// What a space is for, which decides who may write in it and who must have it.
package enum SpaceKind: UInt8, Sendable, Hashable, CaseIterable, Comparable {
    /// What an office says about its direct children: names, levels, hosts.
    case roster = 1
    /// What an office asks of those below it.
    case directives = 2
    /// What an office tells those above it: replies, reports.
    case reports = 3
    /// How far what was asked of an office has come with it; its direct parent alone must know.
    case receipts = 4

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
