/// Whether the node can do its work, for the machine that watches it.
package struct HealthReport: Codable, Sendable, Equatable {
    /// `ok` or `failing`.
    package let status: String
    /// One sentence each, in the language that was asked for; empty when all is well.
    package let reasons: [String]

    /// - Parameter reasons: Why the node cannot do its work; empty when it can.
    package init(reasons: [String] = []) {
        self.status = reasons.isEmpty ? "ok" : "failing"
        self.reasons = reasons
    }

    package var isFailing: Bool { self.status != "ok" }
}
