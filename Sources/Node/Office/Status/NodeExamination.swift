import Admin
import Store
import SyncProtocol

/// An examination of all that a node holds: the store with its audit log, and the files that say who it is.
struct NodeExamination: Sendable {
    let store: StoreVerification
    /// All that is wrong.
    let problems: [StoreVerification.Problem]

    /// Takes as long as reading the whole store does.
    init(
        _ store: OfficeStore,
        dataFolder: String,
        suites: SuiteRegistry
    ) throws(StoreError) {
        self.store = try store.examination.verify()
        self.problems =
            self.store.problems
            + Self.identityProblems(IdentityFolder(dataFolder: dataFolder), suites)
    }

    /// What the next start would refuse: the node works with what it read at the last one.
    static func identityProblems(
        _ folder: IdentityFolder,
        _ suites: SuiteRegistry
    ) -> [StoreVerification.Problem] {
        do {
            _ = try NodeIdentity.load(from: folder, suites)
            return []
        } catch let error as IdentityFolderError {
            let text = error.text
            return [StoreVerification.Problem(chinese: text.chinese, english: text.english)]
        } catch let error as NodeFailure {
            let text = error.text
            return [StoreVerification.Problem(chinese: text.chinese, english: text.english)]
        } catch {
            return [StoreVerification.Problem(chinese: "\(error)", english: "\(error)")]
        }
    }
}
