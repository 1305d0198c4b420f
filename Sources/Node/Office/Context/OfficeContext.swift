import Admin
import Decision
import NIOPosix
import OfficeWork
import Store
import SyncProtocol

/// What every service of the office works with: whose it is, its store, and what follows the store's commits.
///
/// Reading blocks threads of its own pool, never those of tasks; writing waits for the disk.
struct OfficeContext: Sendable {
    let store: OfficeStore
    let identity: NodeIdentity
    let reader: NIOThreadPool
    let followers: CommitFollowers

    var office: OfficePath { self.identity.path }

    /// The kinds of records that the node knows.
    var catalogue: RecordCatalogue { self.store.identity.catalogue }

    // MARK: Reading

    /// Reads one snapshot off the tasks' threads.
    ///
    /// - Throws: ``APIError``, and what else the body throws.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (StoreSnapshot) throws -> Value
    ) async throws -> Value {
        let store = self.store
        return try await self.reader.reading {
            let result = try store.read { snapshot throws(StoreError) in
                Result { try body(snapshot) }
            }
            return try result.get()
        }
    }

    /// Reads one snapshot with the offices as it knows them.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (StoreSnapshot, Roster) throws -> Value
    ) async throws -> Value {
        let own = self.office
        return try await self.read { try body($0, try Roster($0, own: own)) }
    }

    /// Returns when the store has moved on from a version, or the time is over.
    ///
    /// - Parameter seconds: bounded to 0...``BoundedWait/secondsMax``.
    func waitForVersion(after version: Int64, seconds: Int) async throws {
        let (context, versions) = (self, self.followers.versions)
        await BoundedWait.run(seconds: seconds) {
            while !Task.isCancelled {
                let mark = versions.mark
                guard let found = try? await context.read({ $0.version }), found <= version
                else { return }
                await versions.wait(after: mark)
            }
        }
        try Task.checkCancellation()
    }

    // MARK: Writing

    /// Writes an act, all of it or nothing. When this returns, the disk has it.
    func write(_ act: LocalAct) async throws -> DurableAct {
        do throws(StoreError) {
            return try await self.store.write(act)
        } catch {
            throw APIError(error)
        }
    }

    /// Writes an act, unless all of it stands there already, and says when the disk had it.
    func acknowledged(
        _ ids: [String],
        _ act: LocalAct,
        notInvited: [OfficePath] = []
    ) async throws -> Acknowledgement {
        Self.acknowledgement(ids, of: try await self.write(act), by: act.user, notInvited)
    }

    /// Says when the disk had what was written.
    static func acknowledgement(
        _ ids: [String],
        of receipt: DurableAct,
        by user: String?,
        _ notInvited: [OfficePath] = []
    ) -> Acknowledgement {
        let replaced = Replacement.all(receipt.replaced, by: user)
        return Acknowledgement(
            ids: ids,
            changes: receipt.changes.map(\.description),
            storeVersion: receipt.storeVersion,
            durableAt: receipt.durableAt,
            repeated: receipt.isRepeated,
            notInvited: Self.names(notInvited),
            replaces: replaced.isEmpty ? nil : Array(replaced.prefix(Replacement.shownMax)),
            replacedCount: replaced.isEmpty ? nil : replaced.count
        )
    }

    /// The answer to a request that leaves nothing to write.
    func repeated(
        _ ids: [String],
        notInvited: [OfficePath] = []
    ) async throws -> Acknowledgement {
        let version = try await self.read { $0.version }
        return Acknowledgement(
            ids: ids,
            changes: [],
            storeVersion: version,
            durableAt: SystemTime.milliseconds() * 1_000,
            repeated: true,
            notInvited: Self.names(notInvited)
        )
    }

    private static func names(_ paths: [OfficePath]) -> [String]? {
        paths.isEmpty ? nil : paths.map { "\($0)" }
    }
}
