internal import Decision
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

    /// What puts right what an examination has found.
    package enum Remedy: Sendable, Hashable {
        /// Deriving all anew, indexes too.
        case deriving
        /// Opening the store anew, which saves what is whole of it.
        case saving
        /// Nothing: the audit log says of itself what is missing.
        case naming
        /// What people do.
        case nobody
    }

    /// The greatest number of problems that are listed.
    package static let problemsMax = 1_000

    package internal(set) var feeds = 0
    /// Changes whose hash, chain, stamp and signature were checked.
    package internal(set) var changes: Int64 = 0
    package internal(set) var records: Int64 = 0
    /// Rows of lists, totals and the audit log.
    package internal(set) var rows: Int64 = 0
    /// What is wrong, but for ``damaged``.
    package private(set) var found: [Problem] = []
    /// What puts right what is wrong, but for ``damaged``.
    package internal(set) var remedies: Set<Remedy> = []
    /// The changes that are damaged; at most ``problemsMax``.
    package internal(set) var damaged: [ChangePlace] = []
    /// Over the records as they are stored.
    package internal(set) var stateDigest = Digest256(words: (0, 0, 0, 0))
    /// Over the records as they follow from the feeds; equal when all is well.
    package internal(set) var rebuiltDigest = Digest256(words: (0, 0, 0, 0))

    package init() {}

    /// Takes note of something wrong, of each only once.
    mutating func report(
        _ chinese: String,
        _ english: String,
        mendedBy remedy: Remedy = .nobody
    ) {
        self.remedies.insert(remedy)
        let problem = Problem(chinese: chinese, english: english)
        guard self.found.count < Self.problemsMax, !self.found.contains(problem) else { return }
        self.found.append(problem)
    }

    mutating func report(_ problem: Problem) {
        self.report(problem.chinese, problem.english)
    }

    /// Takes in what another slice has found.
    mutating func add(_ other: StoreVerification) {
        self.feeds += other.feeds
        self.changes += other.changes
        self.records += other.records
        self.rows += other.rows
        for problem in other.found { self.report(problem) }
        self.remedies = other.remedies.union(self.remedies)
        self.damaged += other.damaged.prefix(max(0, Self.problemsMax - self.damaged.count))
    }

    /// All that is wrong, damaged changes first.
    package var problems: [Problem] {
        self.damaged.map { change in
            Problem(
                chinese:
                    "来源 \(change.feed) 的第 \(change.number) 号变更已损坏。运行中的节点会自动从邻居取回，或重新写入。",
                english:
                    "Change \(change.number) of feed \(change.feed) is damaged. The running node fetches it from a "
                    + "neighbour, or writes it again, by itself."
            )
        } + self.found
    }
}

extension StoreVerification {
    /// Runs all steps of an examination to the end, on one moment of the store.
    init(
        of driver: any SQLDriver,
        _ identity: StoreIdentity,
        progress: (Int64) throws(StoreError) -> Void
    ) throws(StoreError) {
        self.init()
        self.report(structuralFaults: try driver.structuralFaults())
        self = try driver.read { connection throws(StoreError) in
            var result = self
            var examiner = StoreExaminer(.whole, keepsDigests: true)
            let store = ExaminedStore(
                identity: identity,
                connection: connection,
                directory: try Directory(own: identity.path, from: connection)
            )
            var place: ScrubPlace? = ScrubPlace(step: .changes)
            while let next = place {
                place = try examiner.examine(next, store, &result)
                try progress(result.changes)
            }
            examiner.sum(&result, by: identity.suite)
            return result
        }
    }
}
