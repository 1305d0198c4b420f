import Admin
import NodeProcesses
import Testing

extension EndToEndTests {
    @Test("A node restarted while its parent is down goes on working and catches up")
    func worksOffline() async throws {
        try await TestFolder.withOffices { offices in
            let (province, city) = (offices.province, offices.city)
            try await province.kill()
            try await city.kill()
            try await city.start()
            let client = try city.client()
            let drafts = (0..<10).map { Drafts.report($0, series: 1) }
            _ = try await client.submit(drafts, by: Drafts.clerk)
            #expect(
                try await client.reports(office: nil, PageRequest(), by: .unnamed).total
                    == drafts.count
            )
            let link = try await city.link(to: province.office)
            #expect(link?.state != "inSync")
            // Nobody knows, before it is linked again, what the province lacks.
            #expect(link != nil && link?.sendBehind == nil)
            try await province.start()
            var expectation = Expectation(offices: offices)
            expectation.reports = drafts.map { (city.office, $0) }
            try await offices.national.wait(for: "ten reports") {
                try await $0.reports(office: nil, PageRequest(), by: .unnamed).total == drafts.count
            }
            try await expectation.check()
        }
    }

    @Test("A cut line holds up nothing at either end, and both catch up when it is back")
    func cutLine() async throws {
        try await TestFolder.withOffices { offices in
            let (national, province) = (offices.national, offices.province)
            try await offices.uplink.cut()
            try await Waiting.until("the line is dead") {
                try await province.link(to: national.office)?.state != "inSync"
            }
            let (directive, report) = (Drafts.directive(0), Drafts.report(0, series: 1))
            _ = try await national.client().issue(directive, by: Drafts.clerk)
            _ = try await province.client().submit([report], by: Drafts.clerk)
            // What waits is counted although nobody listens.
            #expect(try await province.link(to: national.office)?.sendBehind ?? 0 > 0)
            #expect(try await national.link(to: province.office)?.sendBehind ?? 0 > 0)
            #expect(try await province.client().directives(PageRequest(), by: .unnamed).total == 0)
            #expect(
                try await national.client().reports(office: nil, PageRequest(), by: .unnamed).total
                    == 0
            )
            try await offices.uplink.restore()
            var expectation = Expectation(offices: offices)
            expectation.reports = [(province.office, report)]
            expectation.directives = [directive]
            try await expectation.check()
        }
    }

    @Test("A line that swallows what it is given: the node calls again and is one node still")
    func swallowingLine() async throws {
        try await TestFolder.withOffices { offices in
            let (national, province) = (offices.national, offices.province)
            try await province.terminate()
            province.configure([
                "--link-silence-milliseconds", "1000", "--link-ping-milliseconds", "200",
            ])
            try await province.start()
            for number in 0..<3 {
                try await Waiting.until("the line stands") {
                    try await province.link(to: national.office)?.state == "inSync"
                }
                try await offices.uplink.strand()
                let report = Drafts.report(number, series: 1)
                _ = try await province.client().submit([report], by: Drafts.clerk)
                try await national.wait(for: "\(number + 1) reports") {
                    try await $0.reports(office: nil, PageRequest(), by: .unnamed).total == number
                        + 1
                }
            }
            let kinds = try await national.client().events(PageRequest(), by: .unnamed).items.map(
                \.kind
            )
            #expect(!kinds.contains("two-nodes"), "\(kinds)")
        }
    }

    @Test("While its parent is paused, a node acknowledges as ever")
    func pausedParent() async throws {
        try await TestFolder.withOffices { offices in
            let city = offices.city
            offices.province.pause()
            let drafts = (0..<50).map { Drafts.report($0, series: 1) }
            for draft in drafts {
                _ = try await city.client().submit([draft], by: Drafts.clerk)
            }
            offices.province.resume()
            var expectation = Expectation(offices: offices)
            expectation.reports = drafts.map { (city.office, $0) }
            try await offices.national.wait(for: "fifty reports") {
                try await $0.reports(office: nil, PageRequest(), by: .unnamed).total == drafts.count
            }
            try await expectation.check()
        }
    }
}
