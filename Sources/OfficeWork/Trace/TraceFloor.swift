/// How far every office of a fold has come at least, the exceptions apart.
package enum TraceFloor: UInt8, Sendable, Hashable, CaseIterable, Comparable {
    case addressed = 0
    case received = 1
    case opened = 2
    case goal = 3

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    package func facts(_ goal: TraceGoal) -> TraceFacts {
        switch self {
        case .addressed: []
        case .received: [.received, .verified]
        case .opened: [.received, .verified, .opened]
        case .goal: goal.facts
        }
    }

    var below: TraceFloor { TraceFloor(rawValue: self.rawValue &- 1) ?? .addressed }
}
