import Admin
import NodeProcesses
import Testing

#if canImport(FoundationNetworking)
import Foundation
import FoundationNetworking
#else
import Foundation
#endif

extension EndToEndTests {
    @Test(
        "One bit in the eleventh of thirty unsent reports: all thirty arrive, and the node says so"
    )
    func damagedUnsent() async throws {
        try await TestFolder.withOffices { offices in
            let (province, city) = (offices.province, offices.city)
            try await province.terminate()
            let drafts = (0..<30).map { Drafts.report($0, series: 1) }
            for draft in drafts { _ = try await city.client().submit([draft], by: Drafts.clerk) }
            let tree = try await city.client().status(by: .unnamed).tree
            try await city.terminate()
            try StoreFile(node: city).flip(drafts[10].title, ofTree: tree)
            try await city.start()
            #expect(
                try await city.client().events(PageRequest(), by: .unnamed).items.map(\.kind)
                    .contains("store-salvaged")
            )
            #expect(try await Self.health(of: city).status == 200)
            let later = Drafts.report(30, series: 1)
            _ = try await city.client().submit([later], by: Drafts.clerk)
            try await province.start()
            try await offices.national.wait(for: "31 reports") {
                try await $0.reports(office: nil, PageRequest(), by: .unnamed).total == 31
            }
            var expectation = Expectation(offices: offices)
            expectation.reports = (drafts + [later]).map { (city.office, $0) }
            try await expectation.check()
            let events = try await city.client().events(PageRequest(), by: .unnamed).items
            let event = try #require(events.first { $0.kind == "changes-rewritten" })
            #expect(event.words.english.contains("Nothing is lost"))
            #expect(try await city.client().status(by: .unnamed).alarms.isEmpty)
            #expect(try await Self.health(of: city).status == 200)
        }
    }

    @Test("A directive damaged at the province comes from headquarters again, and reaches the city")
    func damagedRelay() async throws {
        try await TestFolder.withOffices { offices in
            let (national, province, city) = (offices.national, offices.province, offices.city)
            try await city.terminate()
            let drafts = (0..<3).map { Drafts.directive($0) }
            for draft in drafts { _ = try await national.client().issue(draft, by: Drafts.clerk) }
            try await province.wait(for: "three directives") {
                try await $0.directives(PageRequest(), by: .unnamed).total == 3
            }
            let tree = try await national.client().status(by: .unnamed).tree
            try await province.terminate()
            try StoreFile(node: province).flip(drafts[1].title, ofTree: tree)
            try await province.start()
            try await city.start()
            try await city.wait(for: "three directives") {
                try await $0.directives(PageRequest(), by: .unnamed).total == 3
            }
            var expectation = Expectation(offices: offices)
            expectation.directives = drafts
            try await expectation.check()
            let kinds = try await province.client().events(PageRequest(), by: .unnamed).items.map(
                \.kind
            )
            #expect(kinds.contains("change-damaged") && kinds.contains("change-mended"))
        }
    }

    @Test("A store lost with five unsent reports says that five are lost for good")
    func lostStore() async throws {
        try await TestFolder.withOffices { offices in
            let (province, city) = (offices.province, offices.city)
            try await province.terminate()
            for number in 0..<5 {
                let draft = Drafts.report(number, series: 1)
                _ = try await city.client().submit([draft], by: Drafts.clerk)
            }
            let begun = try await city.client().status(by: .unnamed).now
            try await city.terminate()
            try StoreFile(node: city).remove()
            try await city.recover()
            try await city.start()
            try await province.start()
            let event = try await city.recovery(since: begun)
            #expect(event.words.english.contains("5 lost for good"), "\(event.words.english)")
        }
    }

    @Test(
        "A malformed page: never served; the node saves what is whole by itself and shows it again"
    )
    func malformedPage() async throws {
        try await TestFolder.withOffices { offices in
            let city = offices.city
            let draft = Drafts.report(0, series: 1)
            _ = try await city.client().submit([draft], by: Drafts.clerk)
            let tree = try await city.client().status(by: .unnamed).tree
            try await city.terminate()
            try StoreFile(node: city).spoilRecord(draft.title, ofTree: tree)
            try await city.start()
            do {
                _ = try await city.client().report(draft.id, office: nil, by: .unnamed)
                Issue.record("a malformed page was served")
            } catch let error as APIError where error.code == .unavailable {
                #expect(error.messageEnglish.hasPrefix("The store is damaged"))
                #expect(error.messageChinese.hasPrefix("数据库已损坏"))
            } catch {
                // The node had closed already.
            }
            // It cannot be reached for a moment.
            try await Waiting.until("what was saved is shown") {
                let found = try? await city.client().report(draft.id, office: nil, by: .unnamed)
                return found?.summary.title == draft.title
            }
            let kinds = try await city.client().events(PageRequest(), by: .unnamed).items.map(
                \.kind
            )
            #expect(kinds.contains("store-salvaged"))
            #expect(try await Self.health(of: city).status == 200)
            #expect(
                FileManager.default.fileExists(atPath: "\(city.dataFolder)/store.sqlite.damaged")
            )
        }
    }

    private static func health(of node: NodeProcess) async throws -> (status: Int, text: String) {
        let url = try #require(URL(string: "http://127.0.0.1:\(node.apiPort)/healthz"))
        let (data, response) = try await URLSession.shared.data(from: url)
        return (
            (response as? HTTPURLResponse)?.statusCode ?? 0, String(decoding: data, as: UTF8.self)
        )
    }
}
