import Admin
import Foundation
import OfficeWork
import Store
import SyncProtocol

/// Gives a node over to its office's new place in the tree, in steps that may be repeated: the new
/// identity is made in a folder of its own, the store is given over, then the folders change places.
struct Relocation {
    struct Outcome: Sendable {
        let old: OfficePath
        let new: OfficePath
        /// Whether an office above is known to have said so.
        let isDeclared: Bool
        /// What `link.also` named and must not be dialled from the new place.
        let droppedPaths: [String]
    }

    /// Where the new parent was reached, until the node's settings name it.
    private static let parentFile = "parent"

    private let dataFolder: String
    private let present: IdentityFolder
    private let next: IdentityFolder
    private let former: IdentityFolder

    init(dataFolder: String) {
        self.dataFolder = dataFolder
        self.present = IdentityFolder(dataFolder: dataFolder)
        self.next = IdentityFolder(path: "\(dataFolder)/identity.next")
        self.former = IdentityFolder(path: "\(dataFolder)/identity.former")
    }

    /// Whether the new identity is there already, from an attempt that was interrupted.
    var isPrepared: Bool { self.next.isComplete }

    var hasIdentity: Bool { self.present.isComplete }

    /// Asks the new parent, and leaves the new identity beside the present one.
    func prepare(_ token: EnrolmentToken, takesNewKey: Bool, now: Int64) async throws {
        let signer = try self.signer(for: token, takesNewKey: takesNewKey)
        let joining = Joining(token: token, dataFolder: self.dataFolder)
        let outcome = try await joining.ask(signer: signer, now: now)
        try self.keep(outcome.identity, of: token, now: now)
    }

    /// The key with which the office goes on: on disk before the parent is asked, so that an attempt
    /// after a lost answer has the same one.
    // Like `keep`, kept out of the async caller: Swift 6.3's optimiser crashes when it splits a
    // coroutine into which this is inlined.
    @inline(never)
    private func signer(for token: EnrolmentToken, takesNewKey: Bool) throws -> Ed25519Signer {
        let old = try NodeIdentity.load(from: self.present)
        guard token.tree == old.tree, token.path != old.path else {
            throw NodeFailure(
                .dataRefused,
                "邀请码用于 \(token.path)，本节点已是 \(old.path)；迁移需要新位置的邀请码",
                "the invitation is for \(token.path), and this node is \(old.path); a move takes one for the new place"
            )
        }
        try self.next.create()
        if try self.next.signingSeedIfPresent() == nil {
            let seed = takesNewKey ? NodeIdentity.freshSeed() : try self.present.loadSigningSeed()
            try self.next.saveSigningSeed(seed)
        }
        return try Ed25519Signer(seed: self.next.loadSigningSeed())
    }

    /// The credentials are written last and say that the identity is complete.
    @inline(never)
    private func keep(_ identity: NodeIdentity, of token: EnrolmentToken, now: Int64) throws {
        try self.next.saveAuthority(identity.authority)
        try self.next.saveTLS(identity.authority.issueLeaf(now: now))
        let parent = "\(HostAndPort(host: token.parentHost, port: token.parentPort))\n"
        try DurableFile.replace(
            Array(parent.utf8),
            folder: self.next.path,
            name: Self.parentFile
        )
        try self.next.saveCredentials(identity.chain.encoded())
    }

    /// - Throws: ``StoreError`` while the node runs: it holds the store's lock.
    func carryOut(now: Int64) async throws -> Outcome {
        let identity = try NodeIdentity.load(from: self.next)
        let old: OfficePath
        if self.present.isComplete {
            old = try NodeIdentity.load(from: self.present).path
            try StoreMove.run(
                StoreConfiguration(location: .folder(self.dataFolder), creates: false),
                from: old,
                to: NodeStore.identity(identity)
            )
            try self.putAway()
        } else {
            old = try NodeIdentity.load(from: self.former).path
        }
        // Said before the folders change places: after that nothing reminds of it.
        let parent = try DurableFile.contents(folder: self.next.path, name: Self.parentFile)
        if let address = HostAndPort(
            String(decoding: parent, as: UTF8.self).filter { !$0.isWhitespace }
        ) {
            try NodeSettingsFile.setParent(address, dataFolder: self.dataFolder)
        }
        let dropped = try NodeSettingsFile.dropSecondPaths(
            notOpenTo: identity.path,
            dataFolder: self.dataFolder
        )
        try FileManager.default.moveItem(atPath: self.next.path, toPath: self.present.path)
        let isDeclared = try await self.settle(identity, from: old, now: now)
        return Outcome(
            old: old,
            new: identity.path,
            isDeclared: isDeclared,
            droppedPaths: dropped
        )
    }

    /// The identity that the node had is kept, for whoever has to prove what it was.
    private func putAway() throws {
        let files = FileManager.default
        if files.fileExists(atPath: self.former.path) {
            let path = try NodeIdentity.load(from: self.former).path
            let name = path.ids.map(\.text).joined(separator: ".")
            let target = "\(self.former.path).\(name)"
            try? files.removeItem(atPath: target)
            try files.moveItem(atPath: self.former.path, toPath: target)
        }
        try files.moveItem(atPath: self.present.path, toPath: self.former.path)
    }

    /// The office's own roster is said again at the new place, with its hosts.
    ///
    /// - Returns: whether an office above is known to have declared the move.
    private func settle(
        _ identity: NodeIdentity,
        from old: OfficePath,
        now: Int64
    ) async throws -> Bool {
        let store = try NodeStore.open(identity, dataFolder: self.dataFolder, creates: false)
        defer { store.close() }
        let new = identity.path
        let (intents, successors) = try store.read { snapshot throws(StoreError) in
            let offices = try snapshot.offices()
            let present = offices.filter { $0.path.parent == new && $0.level != nil }
                .map(\.path.office)
            let missing = offices.filter {
                $0.path.parent == old && !present.contains($0.path.office)
            }
            return (
                missing.compactMap { Self.intent($0, from: old, to: new) },
                try snapshot.successions().successors(of: old)
            )
        }
        if !intents.isEmpty { try await store.write(LocalAct(user: nil, intents: intents)) }
        try await store.record(.moved(from: old, to: new, at: now))
        return successors.contains(new)
    }

    private static func intent(
        _ row: OfficeRow,
        from old: OfficePath,
        to new: OfficePath
    ) -> RecordIntent? {
        guard let level = row.level, let name = row.name else { return nil }
        let content = try? OfficeContent(
            validating: row.path.office.text,
            name: name,
            nameEnglish: row.nameEnglish,
            level: level.rawValue,
            hostedBy: row.hostedBy == old ? new : nil
        )
        return content?.intent(roster: new)
    }
}

extension StoreEvent {
    static func moved(from old: OfficePath, to new: OfficePath, at now: Int64) -> StoreEvent {
        StoreEvent(
            at: now,
            kind: "office-moved",
            chinese: "本单位已由 \(old) 迁至 \(new)，此后的内容写入新位置。",
            english: "This office has moved from \(old) to \(new); from now on it writes there.",
            subject: "\(new)"
        )
    }
}
