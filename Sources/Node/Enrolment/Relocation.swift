import Admin
import Decision
import Foundation
import OfficeWork
import PlainText
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
    }

    private let dataFolder: String
    private let suites: SuiteRegistry
    private let present: IdentityFolder
    private let next: IdentityFolder
    private let former: IdentityFolder

    /// - Parameter suites: those that the program knows.
    init(dataFolder: String, suites: SuiteRegistry = .shipped) {
        self.dataFolder = dataFolder
        self.suites = suites
        self.present = IdentityFolder(dataFolder: dataFolder)
        self.next = IdentityFolder(path: "\(dataFolder)/identity.next")
        self.former = IdentityFolder(path: "\(dataFolder)/identity.former")
    }

    /// Whether the new identity is there already, from an attempt that was interrupted.
    var isPrepared: Bool { self.next.isComplete }

    var hasIdentity: Bool { self.present.isComplete }

    /// Refuses a move after which the node would not start, or would dial its former place. Settings are
    /// the administrator's: they are checked before anything is moved, and never changed.
    ///
    /// - Parameters:
    ///   - token: the invitation; nil goes by what an interrupted attempt has prepared.
    ///   - environment: may hold settings too.
    /// - Throws: ``ConfigurationError`` or ``NodeFailure`` that names the setting, where it stands and what
    ///   to do.
    func checkSettings(
        _ token: EnrolmentToken?,
        environment: [String: String]
    ) throws {
        let place = try token?.path ?? NodeIdentity.load(from: self.next, self.suites).path
        let parent = try token?.parentAddress ?? self.next.loadParent()
        let values = try NodeConfiguration.values(
            dataFolder: self.dataFolder,
            environment: environment
        )
        let settings = try NodeConfiguration.load(
            dataFolder: self.dataFolder,
            file: nil,
            arguments: [],
            environment: environment
        )
        if let configured = try values.address("link.parent"), let parent, configured != parent {
            throw NodeFailure.staysBehind(
                "link.parent",
                "\(configured)",
                try values.place(of: "link.parent"),
                Phrase("新上级为 \(parent)", "the new parent is \(parent)")
            )
        }
        if let path = settings.secondPaths.first(where: { !$0.isOpen(to: place) }) {
            throw NodeFailure.staysBehind(
                "link.also",
                "\(path)",
                try values.place(of: "link.also"),
                Phrase(
                    "\(path.office) 既不是 \(place) 的上级，也不是该单位",
                    "\(path.office) is neither above \(place) nor that office itself"
                )
            )
        }
    }

    /// Asks the new parent, and leaves the new identity beside the present one.
    func prepare(_ token: EnrolmentToken, takesNewKey: Bool, now: Int64) async throws {
        let signer = try self.signer(for: token, takesNewKey: takesNewKey)
        let joining = Joining(token: token, dataFolder: self.dataFolder, suites: self.suites)
        let outcome = try await joining.ask(signer: signer, now: now)
        try self.keep(outcome.identity, of: token, now: now)
    }

    /// The key with which the office goes on: on disk before the parent is asked, so that an attempt
    /// after a lost answer has the same one.
    // Like `keep`, kept out of the async caller: Swift 6.3's optimiser crashes when it splits a
    // coroutine into which this is inlined.
    @inline(never)
    private func signer(for token: EnrolmentToken, takesNewKey: Bool) throws -> any Signer {
        let old = try NodeIdentity.load(from: self.present, self.suites)
        guard token.tree == old.tree, token.path != old.path else {
            throw NodeFailure(
                .dataRefused,
                "邀请码用于 \(token.path)，本节点已是 \(old.path)；迁移需要新位置的邀请码",
                "the invitation is for \(token.path), and this node is \(old.path); a move takes one for the new place"
            )
        }
        try self.next.create()
        let suite = old.context.suite
        if try self.next.signingSeedIfPresent(for: suite) == nil {
            let seed =
                takesNewKey
                ? NodeIdentity.freshSeed(for: suite) : try self.present.loadSigningSeed(for: suite)
            try self.next.saveSigningSeed(seed)
        }
        return try suite.signer(seed: self.next.loadSigningSeed(for: suite))
    }

    /// The credentials are written last and say that the identity is complete.
    @inline(never)
    private func keep(_ identity: NodeIdentity, of token: EnrolmentToken, now: Int64) throws {
        try self.next.saveAuthority(identity.authority)
        try self.next.saveTLS(identity.authority.issueLeaf(now: now))
        try self.next.saveParent(token.parentAddress)
        // What it wrote with its present key stays its own.
        let own = try NodeIdentity.load(from: self.present, self.suites).own.writing(
            as: identity.own.writing
        )
        if !own.former.isEmpty { try self.next.saveFormerAuthors(own.former) }
        try self.next.saveCredentials(identity.chain.encoded())
    }

    /// - Throws: ``StoreError`` while the node runs: it holds the store's lock.
    func carryOut(now: Int64) async throws -> Outcome {
        let identity = try NodeIdentity.load(from: self.next, self.suites)
        let old: OfficePath
        if self.present.isComplete {
            old = try NodeIdentity.load(from: self.present, self.suites).path
            try StoreMove.run(
                StoreConfiguration(location: .folder(self.dataFolder), creates: false),
                from: old,
                to: NodeStore.identity(identity)
            )
            try self.putAway()
        } else {
            old = try NodeIdentity.load(from: self.former, self.suites).path
        }
        try FileManager.default.moveItem(atPath: self.next.path, toPath: self.present.path)
        let isDeclared = try await self.settle(identity, from: old, now: now)
        return Outcome(old: old, new: identity.path, isDeclared: isDeclared)
    }

    /// The identity that the node had is kept, for whoever has to prove what it was.
    private func putAway() throws {
        let files = FileManager.default
        if files.fileExists(atPath: self.former.path) {
            let path = try NodeIdentity.load(from: self.former, self.suites).path
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
            let offices = snapshot.offices.all
            let present = offices.filter { $0.path.parent == new && $0.level != nil }
                .map(\.path.office)
            let missing = offices.filter {
                $0.path.parent == old && !present.contains($0.path.office)
            }
            return (
                missing.compactMap { Self.intent($0, from: old, to: new) },
                snapshot.offices.successions.successors(of: old)
            )
        }
        let note = AuditNote(.nodeMoved, "\(old) → \(new)")
        if intents.isEmpty {
            try await store.audit(note, by: nil)
        } else {
            try await store.write(LocalAct(note, user: nil, intents: intents))
        }
        try await store.record(Self.event(from: old, to: new, at: now))
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
        return content?.intent(roster: new, granting: row.granted)
    }

    private static func event(
        from old: OfficePath,
        to new: OfficePath,
        at now: Int64
    ) -> StoreEvent {
        StoreEvent(
            at: now,
            kind: .officeMoved,
            details: EventDetails().with(.from, "\(old)").with(.to, "\(new)"),
            subject: "\(new)"
        )
    }
}

extension NodeFailure {
    /// A setting does not go along with a move.
    fileprivate static func staysBehind(
        _ key: String,
        _ value: String,
        _ place: ConfigurationPlace?,
        _ reason: Phrase
    ) -> NodeFailure {
        let chinese = place.map { "\($0.text.chinese)：" } ?? ""
        let english = place.map { "\($0.text.english): " } ?? ""
        return NodeFailure(
            .configuration,
            "\(chinese)配置项 \(key) 仍为 \(value)，而\(reason.chinese)；尚未迁移任何内容，请删去 \(value) 后再次运行 "
                + "cast-node move",
            "\(english)the configuration key \(key) still names \(value), but \(reason.english); nothing has been "
                + "moved: take \(value) out and run cast-node move again"
        )
    }
}
