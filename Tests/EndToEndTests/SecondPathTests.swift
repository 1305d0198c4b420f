import Admin
import NodeProcesses
import Testing

extension EndToEndTests {
    @Test("With a second path, reports pass by a dead province and are there once everywhere")
    func secondPath() async throws {
        try await TestFolder.withOffices { offices in
            let (national, province, city) = (offices.national, offices.province, offices.city)
            try await Self.linkDirectly(offices)
            var expectation = Expectation(offices: offices)
            let first = (0..<5).map { Drafts.report($0, series: 1) }
            let directive = Drafts.directive(0)
            _ = try await city.client().submit(first, by: Drafts.clerk)
            _ = try await national.client().issue(directive, by: Drafts.clerk)
            try await city.wait(for: "the directive") {
                try await $0.directives(PageRequest(), by: .unnamed).total == 1
            }
            try await province.kill()
            let second = (5..<10).map { Drafts.report($0, series: 1) }
            _ = try await city.client().submit(second, by: Drafts.clerk)
            try await national.wait(for: "ten reports") {
                try await $0.reports(office: nil, PageRequest(), by: .unnamed).total == 10
            }
            try await province.start()
            try await province.wait(for: "ten reports") {
                try await $0.reports(office: nil, PageRequest(), by: .unnamed).total == 10
            }
            expectation.reports = (first + second).map { (city.office, $0) }
            expectation.directives = [directive]
            try await Agreement.wait([Agreement.Pair(national, city)])
            try await expectation.check()
        }
    }

    @Test("A second path to an office that is not above stops the start")
    func secondPathElsewhere() async throws {
        try await TestFolder.withOffices { offices in
            try await offices.city.terminate()
            offices.city.dialAlso(offices.national, path: "100000/440000")
            await #expect(throws: ProcessFailure.self) { try await offices.city.start() }
        }
    }

    /// Chengdu dials headquarters too, and headquarters shows it.
    private static func linkDirectly(_ offices: ThreeOffices) async throws {
        let (national, city) = (offices.national, offices.city)
        try await city.terminate()
        city.dialAlso(national, path: national.office)
        try await city.start()
        try await Agreement.wait([Agreement.Pair(national, city)])
        let row = try await national.client().offices(by: .unnamed).first { $0.id == city.office }
        #expect(row?.syncState == "inSync")
        #expect(
            try await city.client().links(by: .unnamed).map(\.peer).sorted() == [
                "100000", "510000",
            ]
        )
    }
}
