import OfficeWork
import PlainText
import Store
import SyncProtocol

/// What `init` and `enroll` leave in a data folder, except the credentials: those are written last
/// and say that the office is complete.
enum NodeSetup {
    // Kept out of async callers: Swift 6.3's optimiser crashes when it splits a coroutine into which
    // this is inlined.
    @inline(never)
    static func complete(
        _ identity: NodeIdentity,
        in dataFolder: String,
        seed: [UInt8]? = nil,
        now: Int64
    ) throws {
        let folder = IdentityFolder(dataFolder: dataFolder)
        try folder.create()
        if let seed { try folder.saveSigningSeed(seed) }
        try folder.saveAuthority(identity.authority)
        try folder.saveTLS(identity.authority.issueLeaf(now: now))
        try NodeStore.open(identity, dataFolder: dataFolder, creates: true).close()
    }

    /// Has the audit log of a new office begin with how it came to be.
    static func note(_ identity: NodeIdentity, in dataFolder: String) async throws {
        let store = try NodeStore.open(identity, dataFolder: dataFolder, creates: false)
        try await store.audit(AuditNote(.nodeSetUp, "\(identity.path)"), by: nil)
        store.close()
    }

    /// Writes what the root says about itself into its own roster.
    static func register(
        _ entry: RecordIntent,
        of identity: NodeIdentity,
        in dataFolder: String
    ) async throws {
        let store = try NodeStore.open(identity, dataFolder: dataFolder, creates: false)
        let note = AuditNote(.nodeSetUp, "\(identity.path)")
        try await store.write(LocalAct(note, user: nil, intents: [entry]))
        store.close()
    }
}
