package import SyncProtocol

/// What the examination of everything held has found.
package struct StoreVerification: Sendable, Hashable {
    /// One thing that is wrong.
    package struct Problem: Sendable, Hashable {
        package let chinese: String
        package let english: String

        package init(chinese: String, english: String) {
            self.chinese = chinese
            self.english = english
        }
    }

    /// The greatest number of problems that are listed.
    package static let problemsMax = 1_000

    package internal(set) var feeds = 0
    /// Changes whose hash, chain, stamp and signature were checked.
    package internal(set) var changes: Int64 = 0
    package internal(set) var records: Int64 = 0
    package internal(set) var problems: [Problem] = []
    /// The changes that are damaged; at most ``problemsMax``.
    package internal(set) var damaged: [ChangePlace] = []
    /// Over the records as they are stored.
    package internal(set) var stateDigest = Digest256(words: (0, 0, 0, 0))
    /// Over the records as they follow from the feeds; equal when all is well.
    package internal(set) var rebuiltDigest = Digest256(words: (0, 0, 0, 0))

    package init() {}

    mutating func report(_ chinese: String, _ english: String) {
        guard self.problems.count < Self.problemsMax else { return }
        self.problems.append(Problem(chinese: chinese, english: english))
    }
}

extension OfficeStore {
    /// Examines everything held: the structure of the engine's file, then in one snapshot every hash, chain, stamp
    /// and signature, and records, lists and rollups derived anew and compared with those on disk. Writers go on
    /// meanwhile.
    ///
    /// - Parameter progress: told now and then how many changes are done.
    package func verify(
        progress: (Int64) -> Void = { _ in }
    ) throws(StoreError) -> StoreVerification {
        let own = self.identity
        let faults = try self.driver.structuralFaults()
        return try self.driver.read { connection throws(StoreError) in
            var examiner = try StoreExaminer(identity: own, connection)
            examiner.report(structuralFaults: faults)
            try examiner.run(progress: progress)
            return examiner.result
        }
    }
}
