import Admin
import Store

/// An examination of all that a node holds: the store, its audit log, and the files that say who it is.
struct NodeExamination: Sendable {
    let store: StoreVerification
    /// All that is wrong.
    let problems: [StoreVerification.Problem]

    /// Takes as long as reading the whole store does.
    init(_ store: OfficeStore, dataFolder: String) throws(StoreError) {
        self.store = try store.verify()
        let brokenRow = try store.read { snapshot throws(StoreError) in
            try snapshot.firstBrokenAuditRow()
        }
        self.problems =
            self.store.problems + Self.auditProblems(brokenRow)
            + Self.identityProblems(IdentityFolder(dataFolder: dataFolder))
    }

    private static func auditProblems(_ brokenRow: Int64?) -> [StoreVerification.Problem] {
        guard let brokenRow else { return [] }
        return [
            StoreVerification.Problem(
                chinese: "审计日志自第 \(brokenRow) 行起不连续",
                english: "the audit log is broken from row \(brokenRow) on"
            )
        ]
    }

    /// What the next start would refuse: the node works with what it read at the last one.
    private static func identityProblems(
        _ folder: IdentityFolder
    ) -> [StoreVerification.Problem] {
        do {
            _ = try NodeIdentity.load(from: folder)
            return []
        } catch let error as IdentityFolderError {
            let text = error.text
            return [StoreVerification.Problem(chinese: text.chinese, english: text.english)]
        } catch {
            return [StoreVerification.Problem(chinese: "\(error)", english: "\(error)")]
        }
    }
}
