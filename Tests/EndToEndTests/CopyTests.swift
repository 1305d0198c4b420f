import Admin
import Foundation
import NodeProcesses
import Testing

extension EndToEndTests {
    @Test("Beside a running copy of its folder a node says so, and not that it was restored")
    func runningCopy() async throws {
        let binaries = try NodeBinaries.find()
        try await TestFolder.with { folder in
            try await ThreeOffices.with(in: folder, binaries: binaries) { offices in
                let copy = try NodeProcess(
                    office: "510100",
                    name: "成都市科协",
                    in: folder,
                    mark: "-copy",
                    binaries: binaries,
                    settings: ThreeOffices.quick
                )
                copy.configure([
                    "--link-listen-port", "\(copy.linkPort)", "--api-port", "\(copy.apiPort)",
                ])
                try await copy.used { try await Self.writeBeside(offices, $0) }
            }
        }
    }

    private static func writeBeside(_ offices: ThreeOffices, _ copy: NodeProcess) async throws {
        let city = offices.city
        try await city.terminate()
        try FileManager.default.copyItem(atPath: city.dataFolder, toPath: copy.dataFolder)
        try await city.start()
        try await Self.submit(0, at: city, known: 1, to: offices.national)
        try await copy.start()
        // Told that it lacks the report, it goes on in feeds of its own.
        try await copy.wait(for: "the original's report") {
            try await $0.reports(office: nil, PageRequest(), by: .unnamed).total == 1
        }
        try await Self.submit(1, at: copy, known: 2, to: offices.national)
        try await copy.terminate()
        try await city.wait(for: "copy-writes") {
            try await $0.status(by: .unnamed).recovery?.kind == "copy-writes"
        }
        let told = try await city.admin(["status", "--lang", "en"])
        #expect(told.output.contains("A copy runs"), "\(told.output)")
        #expect(!told.output.contains("Restored from"), "\(told.output)")
        let kinds = try await city.client().events(PageRequest(), by: .unnamed).items.map(\.kind)
        #expect(!kinds.contains("incarnation-opened") && !kinds.contains("past-recovered"))
        #expect(!kinds.contains("feed-forked"))
        #expect(
            try await city.client().reports(office: nil, PageRequest(), by: .unnamed).total == 2
        )
        #expect(try await city.client().verify(by: .unnamed).problems == [])
    }

    private static func submit(
        _ number: Int,
        at node: NodeProcess,
        known: Int,
        to national: NodeProcess
    ) async throws {
        let draft = Drafts.report(number, series: 1)
        _ = try await node.client().submit([draft], by: Drafts.clerk)
        try await national.wait(for: "\(known) reports") {
            try await $0.reports(office: nil, PageRequest(), by: .unnamed).total == known
        }
    }
}
