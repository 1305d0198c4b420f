/// In which order changes go over a link: what is above never waits for what is below.
package enum Lane: Int, Sendable, Hashable, CaseIterable, Comparable {
    case roster
    /// Directives that cannot wait. They have feeds of their own (see ``FeedID/isUrgent``).
    case urgent
    case directives
    case reports
    /// Chunks of files.
    case attachments

    package init(_ feed: FeedID) {
        switch feed.space.kind.flow {
        // What everybody must know before all else is in the rosters.
        case .bothWays: self = feed.space.kind == .roster ? .roster : .directives
        case .down: self = feed.isUrgent ? .urgent : .directives
        case .up, .oneUp: self = .reports
        }
    }

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
