import Admin
import NodeProcesses
import Testing

extension EndToEndTests {
    @Test("A node restored from an old copy of its folder says what came back, and goes on")
    func restoredFolder() async throws {
        try await Self.restored(lost: "0 lost as far as the neighbours know.") {
            try $0.restoreWhole()
        }
    }

    @Test("A node restored from an old copy of its database alone says what came back, and goes on")
    func restoredDatabase() async throws {
        try await Self.restored(lost: "0 lost.") { try $0.restoreDatabase() }
    }

    @Test(
        "A node restored from an old copy and written to before its link is up keeps both branches"
    )
    func restoredAndWritten() async throws {
        try await TestFolder.with { folder in
            try await TestFolder.withOffices { offices in
                let city = offices.city
                try await Self.write(0..<1, at: offices)
                let copy = try await Self.copied(city, in: folder)
                try await Self.write(1..<4, at: offices)
                let begun = try await city.client().status(by: .unnamed).now
                try await city.terminate()
                try await offices.province.terminate()
                try copy.restoreWhole()
                try await city.start()
                for number in 4..<6 {
                    let draft = Drafts.report(number, series: 1)
                    _ = try await city.client().submit([draft], by: Drafts.clerk)
                }
                try await offices.province.start()
                let event = try await city.recovery(since: begun)
                #expect(event.words.english.contains(": 3 changes recovered from 510000, 0 lost"))
                #expect(event.words.english.hasSuffix("both branches are kept and merged."))
                #expect(event.words.chinese.hasSuffix("两个分支均已保留并合并。"))
                let status = try await city.admin(["status", "--lang", "en"])
                #expect(status.output.contains("both branches are kept"), "\(status.output)")
                try await Self.write(6..<7, at: offices)
                var expectation = Expectation(offices: offices)
                expectation.reports = (0..<7).map { (city.office, Drafts.report($0, series: 1)) }
                expectation.hasFork = true
                try await expectation.check()
                for node in offices.all {
                    let feeds = try await node.client().feeds(PageRequest(), by: .unnamed).items
                    #expect(feeds.count { $0.state == "forked" } == 3)
                    let events = try await node.client().events(PageRequest(), by: .unnamed).items
                    #expect(events.count { $0.kind == "feed-forked" } == 1)
                    #expect(try await node.client().status(by: .unnamed).quarantined == 0)
                }
            }
        }
    }

    private static func restored(
        lost: String,
        _ restore: (FolderCopy) throws -> Void
    ) async throws {
        try await TestFolder.with { folder in
            try await TestFolder.withOffices { offices in
                let city = offices.city
                let copy = try await Self.copied(city, in: folder)
                try await Self.write(0..<5, at: offices)
                let begun = try await city.client().status(by: .unnamed).now
                try await city.terminate()
                try restore(copy)
                try await city.start()
                let event = try await city.recovery(since: begun)
                let words = event.words.english
                #expect(words.hasPrefix("Restored from a copy of "), "\(words)")
                let end = ": 5 changes recovered from 510000, \(lost)"
                #expect(words.hasSuffix(end), "\(words)")
                let events = try await city.client().events(PageRequest(), by: .unnamed).items
                #expect(events.count { $0.kind == "past-recovered" } == 1)
                let status = try await city.admin(["status", "--lang", "en"])
                #expect(status.output.contains("5 changes recovered"), "\(status.output)")
                try await Self.write(5..<7, at: offices)
                var expectation = Expectation(offices: offices)
                expectation.reports = (0..<7).map { (city.office, Drafts.report($0, series: 1)) }
                try await expectation.check()
            }
        }
    }

    private static func copied(_ node: NodeProcess, in folder: String) async throws -> FolderCopy {
        try await node.terminate()
        let copy = try FolderCopy(of: node, in: "\(folder)/copy")
        try await node.start()
        return copy
    }

    /// Chengdu reports, one change after the other, and headquarters has it.
    private static func write(_ numbers: Range<Int>, at offices: ThreeOffices) async throws {
        for number in numbers {
            let draft = Drafts.report(number, series: 1)
            _ = try await offices.city.client().submit([draft], by: Drafts.clerk)
        }
        try await offices.national.wait(for: "\(numbers.upperBound) reports") {
            try await $0.reports(office: nil, PageRequest(), by: .unnamed).total
                == numbers.upperBound
        }
    }
}
