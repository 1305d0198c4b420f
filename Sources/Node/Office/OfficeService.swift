import Admin
import NIOCore
import NIOPosix
import OfficeWork
import Store
import SyncProtocol

/// What the node offers to people and programs: the office API over the store and the links.
///
/// Reading blocks threads of its own pool, never those of tasks; writing waits for the disk.
struct OfficeService: OfficeAPI {
    let store: OfficeStore
    let identity: NodeIdentity
    let hub: NIOLoopBound<LinkHub>
    let eventLoop: any EventLoop
    let reader: NIOThreadPool
    /// UTC milliseconds.
    let startedAt: Int64
    let dataFolder: String
    let advertised: AdvertisedAddress
    let followers: CommitFollowers
    let scopes = ScopeDigests()
    let attachments: AttachmentService
    let backups: BackupRunner

    init(
        store: OfficeStore,
        identity: NodeIdentity,
        hub: NIOLoopBound<LinkHub>,
        eventLoop: any EventLoop,
        reader: NIOThreadPool,
        startedAt: Int64,
        dataFolder: String,
        advertised: AdvertisedAddress,
        followers: CommitFollowers,
        attachments: AttachmentService,
        backups: BackupRunner
    ) {
        self.store = store
        self.identity = identity
        self.hub = hub
        self.eventLoop = eventLoop
        self.reader = reader
        self.startedAt = startedAt
        self.dataFolder = dataFolder
        self.advertised = advertised
        self.attachments = attachments
        self.backups = backups
        self.followers = followers
    }

    var office: OfficePath { self.identity.path }
    var versions: VersionWatch { self.followers.versions }

    /// Reads one snapshot off the tasks' threads.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (StoreSnapshot) throws -> Value
    ) async throws -> Value {
        let store = self.store
        do {
            return try await self.reader.runIfActive {
                try Self.read(store, body)
            }
        } catch let error as StoreError {
            throw APIError(error)
        } catch let error as APIError {
            throw error
        } catch is CancellationError {
            throw APIError.stopping
        }
    }

    private static func read<Value: Sendable>(
        _ store: OfficeStore,
        _ body: (StoreSnapshot) throws -> Value
    ) throws -> Value {
        let result = try store.read { snapshot throws(StoreError) in Result { try body(snapshot) } }
        return try result.get()
    }

    func write(_ act: LocalAct) async throws -> WriteReceipt {
        do throws(StoreError) {
            return try await self.store.write(act)
        } catch {
            throw APIError(error)
        }
    }
}
