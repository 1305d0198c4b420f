import Decision
import OfficeWork
import Store
import SyncProtocol
import Testing

@testable import Node

@Suite("What is kept of who has reported")
struct ReporterBookTests {
    private static let own = OfficePath(text: "100000")!
    private static let period = Period("2018-06")!

    private static func store() throws -> OfficeStore {
        let signer = try SignatureSuite.ed25519.signer(seed: Array(repeating: 1, count: 32))
        let chain = try CredentialChain.root(path: Self.own, signer: signer)
        return try OfficeStore.open(
            StoreConfiguration(location: .memory),
            identity: StoreIdentity(
                context: TreeContext(tree: chain.leaf.tree, suite: .ed25519),
                path: Self.own,
                signer: signer,
                chain: chain
            ),
            clock: { 1_531_180_800_000 },
            random: { 4 }
        )
    }

    private static func follow(_ store: OfficeStore) -> ReporterBook {
        let book = ReporterBook(version: store.version)
        store.setCommitHandler { [weak store] _, notices in
            if let store { book.committed(store.version, notices) }
        }
        return book
    }

    private static func report(_ indicator: String, to store: OfficeStore) async throws {
        let content = try ReportContent(
            validating: ReportID(high: 9, low: UInt64(indicator.utf8.count)).description,
            title: "进展报告",
            period: Self.period.text,
            text: "",
            directive: nil,
            points: [PointDraft(indicator: indicator, value: "1")]
        )
        let intents = content.intents(by: Self.own, at: 1, user: "clerk", suite: .ed25519)
        try await store.write(LocalAct(.test, user: "clerk", intents: intents))
    }

    private static func check(_ book: ReporterBook, _ store: OfficeStore) throws -> Bool {
        try store.read { snapshot throws(StoreError) in
            let place = snapshot.directory.office(Self.own) ?? 0
            let kept = try book.reporters(Self.period, snapshot).contains(place)
            #expect(try snapshot.totals.reporters(Self.period).contains(place) == kept)
            return kept
        }
    }

    @Test("An office is among them from its first figure on, without another look at the disk")
    func follows() async throws {
        let store = try Self.store()
        let book = Self.follow(store)
        #expect(try Self.check(book, store) == false)
        try await Self.report("training.held", to: store)
        #expect(try Self.check(book, store))
        try await Self.report("briefs.issued", to: store)
        #expect(try Self.check(book, store))
        try await store.examination.rebuild()
        #expect(try Self.check(book, store))
        store.close()
    }

    @Test("What a snapshot shows that has become old meanwhile is not kept")
    func outdated() async throws {
        let store = try Self.store()
        let book = Self.follow(store)
        try store.read { snapshot throws(StoreError) in
            let place = snapshot.directory.office(Self.own) ?? 0
            let news = ReportingNews(office: place, period: Self.period, isReporting: true)
            book.committed(snapshot.version + 1, [.reportingChanged([news])])
            #expect(try book.reporters(Self.period, snapshot).contains(place) == false)
        }
        try await Self.report("training.held", to: store)
        #expect(try Self.check(book, store))
        store.close()
    }
}
