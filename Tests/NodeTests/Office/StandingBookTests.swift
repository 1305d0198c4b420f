import Decision
import OfficeWork
import Store
import SyncProtocol
import Synchronization
import Testing

@testable import Node

@Suite("What is kept of how far directives have come")
struct StandingBookTests {
    /// A store whose commits the book follows, as in a node.
    private final class Office: Sendable {
        static let own = OfficePath(text: "100000")!
        static let province = OfficePath(text: "100000/510000")!

        let store: OfficeStore
        let book: StandingBook
        /// Whether the book is told of commits.
        let isTold = Mutex(true)
        private let untold = Mutex<[(Int64, [StoreNotice])]>([])

        init() throws {
            let signer = try SignatureSuite.ed25519.signer(seed: Array(repeating: 1, count: 32))
            let chain = try CredentialChain.root(path: Self.own, signer: signer)
            let identity = StoreIdentity(
                context: TreeContext(tree: chain.leaf.tree, suite: .ed25519),
                path: Self.own,
                signer: signer,
                chain: chain
            )
            let now = Mutex<Int64>(1_531_180_800_000)
            self.store = try OfficeStore.open(
                StoreConfiguration(location: .memory),
                identity: identity,
                clock: {
                    now.withLock {
                        $0 += 1
                        return $0
                    }
                },
                random: { 4 }
            )
            self.book = StandingBook(version: self.store.version)
            self.store.setCommitHandler { [weak self] _, notices in self?.heard(notices) }
        }

        private func heard(_ notices: [StoreNotice]) {
            let version = self.store.version
            guard self.isTold.withLock({ $0 }) else {
                return self.untold.withLock { $0.append((version, notices)) }
            }
            self.book.committed(version, notices)
        }

        func tellTheRest() {
            for (version, notices) in self.untold.withLock({ $0 }) {
                self.book.committed(version, notices)
            }
        }

        func invite(_ code: String) async throws {
            let content = try OfficeContent(
                validating: code,
                name: "\(code)科协",
                nameEnglish: nil,
                level: "provincial",
                hostedBy: nil
            )
            try await self.store.write(
                LocalAct(
                    .test,
                    user: "clerk",
                    parts: [content.invitation(roster: Self.own, renames: false)]
                )
            )
        }

        func issue(_ id: DirectiveID) async throws {
            let content = try DirectiveContent(
                validating: id.description,
                number: "科协发〔2018〕\(id.low)号",
                title: "通知",
                body: "请办理。",
                urgency: "normal",
                issuedOn: "2018-07-10",
                replyBy: nil,
                recipients: ["all"],
                carriesOut: nil,
                attachments: []
            )
            try await self.store.write(
                LocalAct(.test, user: "clerk", intents: [content.intent(issuer: Self.own)])
            )
        }

        /// A report of our own that answers the directive: what has come of it changes.
        func answer(_ id: DirectiveID) async throws {
            let content = try ReportContent(
                validating: ReportID(high: 9, low: id.low).description,
                title: "进展报告",
                period: "2018-06",
                text: "",
                directive: id.description,
                points: [PointDraft(indicator: "training.held", value: "1")]
            )
            try await self.store.write(
                LocalAct(
                    .test,
                    user: "clerk",
                    intents: content.intents(by: Self.own, at: 1, user: "clerk", suite: .ed25519)
                )
            )
        }

        func standing(_ id: DirectiveID) throws -> DirectiveStanding {
            try self.store.read { snapshot throws(StoreError) in
                try self.standing(id, snapshot)
            }
        }

        func standing(
            _ id: DirectiveID,
            _ snapshot: StoreSnapshot
        ) throws(StoreError) -> DirectiveStanding {
            let roster = try Roster(snapshot, own: Self.own)
            guard let row = try snapshot.directives.one(id: id) else {
                throw .invalid(detail: "there is no directive \(id)")
            }
            return try self.book.standing(of: row, snapshot, roster)
        }
    }

    private static let first = DirectiveID(high: 1, low: 1)
    private static let second = DirectiveID(high: 1, low: 2)

    private func office() async throws -> Office {
        let office = try Office()
        try await office.invite("510000")
        try await office.issue(Self.first)
        try await office.issue(Self.second)
        return office
    }

    @Test("It is worked out once, until something of that directive comes")
    func kept() async throws {
        let office = try await self.office()
        #expect(try office.standing(Self.first).recipients == 1)
        #expect(office.book.workedOut == 1)
        _ = try office.standing(Self.first)
        _ = try office.standing(Self.second)
        #expect(office.book.workedOut == 2)
        try await office.answer(Self.second)
        _ = try office.standing(Self.first)
        #expect(office.book.workedOut == 2, "nothing has come of the first")
        #expect(try office.standing(Self.second).reading.answer(of: Office.own) != nil)
        #expect(office.book.workedOut == 3)
    }

    @Test("An office that has come later is seen at once")
    func roster() async throws {
        let office = try await self.office()
        #expect(try office.standing(Self.first).reading.audience.joinedLater == [])
        try await office.invite("520000")
        #expect(
            try office.standing(Self.first).reading.audience.joinedLater.map(\.office.text)
                == ["520000"]
        )
    }

    @Test("What a snapshot shows that has become old meanwhile is not kept")
    func outdated() async throws {
        let office = try await self.office()
        try office.store.read { snapshot throws(StoreError) in
            office.book.committed(snapshot.version + 1, [.directivesTouched([Self.first])])
            _ = try office.standing(Self.first, snapshot)
            _ = try office.standing(Self.second, snapshot)
        }
        #expect(office.book.workedOut == 2)
        _ = try office.standing(Self.second)
        #expect(office.book.workedOut == 2, "nothing of the second was changed by that commit")
        _ = try office.standing(Self.first)
        #expect(office.book.workedOut == 3)
    }

    @Test("Nothing older than a visible commit is given out")
    func visible() async throws {
        let office = try await self.office()
        #expect(try office.standing(Self.first).reading.answer(of: Office.own) == nil)
        office.isTold.withLock { $0 = false }
        try await office.answer(Self.first)
        #expect(
            try office.standing(Self.first).reading.answer(of: Office.own) != nil,
            "the commit is visible, though the book has not been told of it"
        )
        office.tellTheRest()
        #expect(try office.standing(Self.first).reading.answer(of: Office.own) != nil)
    }
}
