import Admin
import Foundation
import NodeProcesses
import Testing

extension EndToEndTests {
    @Test(
        "A node lost with its disk comes back from a backup, with files, and fetches what is newer"
    )
    func backupAndRestore() async throws {
        try await TestFolder.with { folder in
            try await TestFolder.withOffices { offices in
                let city = offices.city
                let file = "\(folder)/方案.pdf"
                try Data((0..<150_000).map { UInt8(truncatingIfNeeded: $0 / 7) })
                    .write(to: URL(filePath: file))
                let submit = try await city.admin([
                    "report", "submit", "--title", "进展", "--period", "2018Q2",
                    "--point", "training.held=3", "--attach", file,
                ])
                #expect(submit.end == .success, "\(submit.errors)")
                let backup = "\(folder)/backup"
                let made = try await city.admin(["backup", backup, "--lang", "en"])
                #expect(made.end == .success, "\(made.errors)")
                #expect(made.output.contains("The backup is whole and on the disk."))
                let audit = try await city.admin(["audit", "list", "--lang", "zh"])
                #expect(audit.output.contains("clerk 开始备份到 \(backup)\n"), "\(audit.output)")
                #expect(audit.output.contains("clerk 报送进展报告 2018Q2\n"), "\(audit.output)")
                #expect(audit.output.contains("本节点 为 "), "\(audit.output)")
                #expect(try await city.admin(["audit", "verify"]).end == .success)
                let again = try await city.admin(["backup", backup, "--lang", "en"])
                #expect(again.errors.contains("give every backup a folder of its own"))
                let later = Drafts.report(1, series: 1)
                _ = try await city.client().submit([later], by: Drafts.clerk)
                try await offices.national.wait(for: "both reports") {
                    try await $0.reports(office: nil, PageRequest(), by: .unnamed).total == 2
                }
                let begun = try await city.client().status(by: .unnamed).now
                try await city.kill()
                try FileManager.default.removeItem(atPath: city.dataFolder)
                try await city.restore(backup, replacing: false)
                try await city.start()
                let words = try await city.recovery(since: begun - 60_000).words.english
                #expect(words.contains(": 1 change recovered from 510000, 0 lost"), "\(words)")
                let reports = try await city.client().reports(
                    office: nil,
                    PageRequest(),
                    by: .unnamed
                )
                #expect(reports.total == 2)
                #expect(reports.items.contains { $0.attachments?.first?.isHere == true })
                #expect(try await city.client().verify(by: .unnamed).problems == [])
            }
        }
    }
}
