/// The outcome of checking everything held.
package struct VerifyReport: Codable, Sendable, Equatable {
    package let feeds: Int
    /// Changes whose hash, chain and signature were checked.
    package let changes: Int64
    package let records: Int64
    /// Empty when all is well.
    package let problems: [VerifyProblem]
    package let stateDigest: String
    /// The digest of the state derived anew; equal when all is well.
    package let rebuiltDigest: String
    /// How long it took, a decimal.
    package let seconds: String

    package init(
        feeds: Int,
        changes: Int64,
        records: Int64,
        problems: [VerifyProblem],
        stateDigest: String,
        rebuiltDigest: String,
        seconds: String
    ) {
        self.feeds = feeds
        self.changes = changes
        self.records = records
        self.problems = problems
        self.stateDigest = stateDigest
        self.rebuiltDigest = rebuiltDigest
        self.seconds = seconds
    }
}
