import Admin
import Foundation
import NodeProcesses
import Testing

extension EndToEndTests {
    @Test("A node that is stopped while links are busy speaks to nobody who has gone already")
    func orderlyStops() async throws {
        try await TestFolder.withOffices { offices in
            let (province, city) = (offices.province, offices.city)
            for round in 0..<20 {
                // What comes up is checked, stored and confirmed while the province stops.
                let drafts = (0..<5).map { Drafts.report(round * 5 + $0, series: 11) }
                _ = try await city.client().submit(drafts, by: Drafts.clerk)
                #expect(try await province.terminate() == .success)
                try await province.start()
                try await province.wait(for: "the links") {
                    try await $0.links(by: .unnamed).count { $0.connectedAt != nil } == 2
                }
            }
            let log = try String(contentsOfFile: province.logFile, encoding: .utf8)
            let complaints = log.split(separator: "\n").filter {
                $0.contains("EventLoop") || $0.contains("shut down")
            }
            #expect(complaints.isEmpty, "\(complaints.joined(separator: "\n"))")
        }
    }
}
