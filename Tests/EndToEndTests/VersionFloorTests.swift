import Admin
import NodeProcesses
import Testing

extension EndToEndTests {
    @Test("A version floor of headquarters stops what an older program writes, and nothing else")
    func versionFloor() async throws {
        try await TestFolder.withOffices { offices in
            let (national, city) = (offices.national, offices.city)
            let floor = VersionFloorDraft(kind: "report", version: 99)
            _ = try await national.client().setFloor(floor, by: Drafts.clerk)
            try await city.wait(for: "the floor") { client in
                try await client.versionFloors(by: .unnamed).map(\.version) == [99]
            }
            let error = await #expect(throws: APIError.self) {
                try await city.client().submit([Drafts.report(0, series: 1)], by: Drafts.clerk)
            }
            #expect(error?.code == .forbidden)
            #expect(error?.messageEnglish.contains("from version 99 on") == true)
            // Directives are of another kind: they go on.
            _ = try await national.client().issue(Drafts.directive(0), by: Drafts.clerk)
            try await city.wait(for: "the directive") {
                try await $0.directives(PageRequest(), by: .unnamed).total == 1
            }
        }
    }
}
