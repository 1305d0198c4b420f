/// In which order changes go over a link: what is above never waits for what is below.
package enum Lane: Int, Sendable, Hashable, CaseIterable, Comparable {
    case roster
    /// Directives that cannot wait. They have feeds of their own (see ``FeedID/isUrgent``).
    case urgent
    case directives
    /// What goes up and is the sender's own, before what it only passes on.
    case own
    case reports
    /// Chunks of files.
    case attachments

    /// - Parameter isOwn: whether the sender has written it, or another node of its office.
    init(_ feed: FeedID, isOwn: Bool) {
        switch feed.space.kind.flow {
        // What everybody must know before all else is in the rosters.
        case .bothWays: self = feed.space.kind == .roster ? .roster : .directives
        case .down: self = feed.isUrgent ? .urgent : .directives
        case .up, .oneUp, .stays, .parties: self = isOwn ? .own : .reports
        }
    }

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
