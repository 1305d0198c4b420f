/// Which steps of a trace are wanted.
package struct TraceQuery: Codable, Sendable, Equatable {
    /// Only offices of which something is still awaited.
    package let isLagging: Bool
    /// What the code or the name has in it, in capitals or small letters; nil for all.
    package let search: String?

    package init(isLagging: Bool = false, search: String? = nil) {
        self.isLagging = isLagging
        self.search = search
    }

    /// Whether every step is wanted.
    package var isEverything: Bool { !self.isLagging && self.search == nil }

    /// Whether a step of a directive's trace is meant.
    ///
    /// - Parameter asksReply: whether the directive asks for a reply; else a signature is awaited.
    package func matches(_ step: TraceStep, asksReply: Bool) -> Bool {
        let isDone = step.state == "replied" || !asksReply && step.state == "signed"
        guard !self.isLagging || step.addressed && !isDone else { return false }
        guard let search = self.search?.lowercased() else { return true }
        return [step.office, step.officeName].contains { $0.lowercased().contains(search) }
    }
}
