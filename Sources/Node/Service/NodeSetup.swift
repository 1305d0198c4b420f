import OfficeWork
import Store
import SyncProtocol

/// What `init` and `enroll` leave in a data folder, except the credentials: those are written last
/// and say that the office is complete.
enum NodeSetup {
    /// - Parameter registration: what the root says about itself in its own roster.
    static func complete(
        _ identity: NodeIdentity,
        in dataFolder: String,
        seed: [UInt8]? = nil,
        registration: RecordIntent?,
        now: Int64
    ) async throws {
        let folder = IdentityFolder(dataFolder: dataFolder)
        try folder.create()
        if let seed { try folder.saveSigningSeed(seed) }
        try folder.saveAuthority(identity.authority)
        try folder.saveTLS(identity.authority.issueLeaf(now: now))
        let store = try NodeStore.open(identity, dataFolder: dataFolder, creates: true)
        defer { store.close() }
        guard let registration else { return }
        _ = try await store.write(LocalAct(user: nil, intents: [registration]))
    }
}
