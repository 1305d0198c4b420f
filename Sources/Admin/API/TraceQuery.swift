/// Which steps of a trace are wanted.
package struct TraceQuery: Codable, Sendable, Equatable {
    /// What an addressed office has not done yet.
    package enum Missing: String, Codable, Sendable, Equatable, CaseIterable {
        /// It is not known to have arrived.
        case delivery = "undelivered"
        case signature = "unsigned"
        case reply = "unreplied"
        /// No reply, and the date is past.
        case overdue
    }

    /// Only offices of which something is still awaited.
    package let isLagging: Bool
    /// What the code or the name has in it, in capitals or small letters; nil for all.
    package let search: String?
    /// Only addressed offices that lack this; nil for all.
    package let missing: Missing?
    /// Only this office and those below it: a code or a whole path; nil for all.
    package let under: String?
    /// Only the direct children of ``under``, or of the node's own office, each with what has come of it below: the
    /// trace is unfolded branch by branch. Nothing else narrows it then.
    package let unfolds: Bool

    package init(
        isLagging: Bool = false,
        search: String? = nil,
        missing: Missing? = nil,
        under: String? = nil,
        unfolds: Bool = false
    ) {
        self.isLagging = isLagging
        self.search = search
        self.missing = missing
        self.under = under
        self.unfolds = unfolds
    }

    /// Whether every step is wanted, wherever it stands.
    package var isEverything: Bool { !self.isLagging && self.search == nil && self.missing == nil }

    /// Whether a step of a directive's trace is meant, wherever it stands.
    ///
    /// - Parameter asksReply: whether the directive asks for a reply; else a signature is awaited.
    package func matches(_ step: TraceStep, asksReply: Bool) -> Bool {
        let isDone = step.state == "replied" || !asksReply && step.state == "signed"
        guard !self.isLagging || step.addressed && !isDone else { return false }
        guard self.missing.map({ Self.lacks($0, step) }) ?? true else { return false }
        guard let search = self.search?.lowercased() else { return true }
        return [step.office, step.officeName].contains { $0.lowercased().contains(search) }
    }

    private static func lacks(_ missing: Missing, _ step: TraceStep) -> Bool {
        guard step.addressed else { return false }
        return switch missing {
        case .delivery: !step.reached.contains("received")
        case .signature: !step.reached.contains("signed")
        case .reply: step.repliedAt == nil && !step.reached.contains("answered")
        case .overdue: step.state == "overdue"
        }
    }
}
