/// What each addressed office is to do with a directive before nothing more is expected of it.
package enum TraceGoal: UInt8, Sendable, Hashable, CaseIterable {
    case signed = 0
    case answered = 1

    package init(_ directive: Directive) {
        self = directive.replyBy == nil ? .signed : .answered
    }

    var facts: TraceFacts {
        switch self {
        case .signed: [.received, .verified, .opened, .signed]
        case .answered: [.received, .verified, .opened, .answered]
        }
    }
}
