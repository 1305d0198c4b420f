import Admin
import Foundation
import NodeProcesses
import Testing

extension EndToEndTests {
    @Test("Outside a link's hours only urgent directives pass; the others follow when it opens")
    func linkBudget() async throws {
        try await TestFolder.withOffices { offices in
            let (national, province) = (offices.national, offices.province)
            try await national.terminate()
            national.configure(["--link-budget", "100000/510000 \(Self.hoursElsewhere())"])
            try await national.start()
            try await national.wait(for: "a link that is restricted") { _ in
                try await national.link(to: province.office)?.reason == "restricted"
            }
            let (ordinary, urgent) = (Drafts.directive(0), Drafts.directive(1, urgency: "urgent"))
            _ = try await national.client().issue(ordinary, by: Drafts.clerk)
            _ = try await national.client().issue(urgent, by: Drafts.clerk)
            try await province.wait(for: "the urgent directive") {
                try await $0.directives(PageRequest(), by: .unnamed).items.map(\.id) == [urgent.id]
            }
            #expect(try await national.link(to: province.office)?.sendBehind ?? 0 > 0)
            try await national.terminate()
            national.configure([])
            try await national.start()
            try await province.wait(for: "both directives") {
                try await $0.directives(PageRequest(), by: .unnamed).total == 2
            }
        }
    }

    /// An hour of the day, by the clocks of China, that does not come while the test runs.
    private static func hoursElsewhere() -> String {
        let hour = (Int(Date().timeIntervalSince1970) / 3_600 + 8 + 12) % 24
        return String(format: "%02d:00-%02d:00", hour, (hour + 1) % 24)
    }
}
