import Admin
import Foundation
import NodeProcesses
import Testing

extension EndToEndTests {
    /// A file of so many bytes that does not compress, and its content's name at the city.
    private func handIn(_ byteCount: Int, at node: NodeProcess) async throws -> AttachmentSummary {
        var numbers = SeededNumbers(seed: 7)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(byteCount)
        while bytes.count < byteCount {
            var word = numbers.next(in: 0..<1 << 56)
            for _ in 0..<7 {
                bytes.append(UInt8(truncatingIfNeeded: word))
                word >>= 8
            }
        }
        let path = FileManager.default.temporaryDirectory
            .appending(path: "cast-attachment-\(UUID().uuidString).pdf").path
        try Data(bytes.prefix(byteCount)).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let parts = try FileParts(path: path)
        return try await node.client().addAttachment(
            name: "实施方案.pdf",
            byteCount: parts.byteCount,
            parts
        )
    }

    /// Attaches a file to the first report, on the command line, and waits until another office has that report.
    ///
    /// - Returns: the file as the other office knows it.
    static func attach(
        _ path: String,
        at node: NodeProcess,
        seenBy other: NodeProcess
    ) async throws -> AttachmentSummary {
        let submit = try await node.admin([
            "report", "submit", "--title", "进展", "--period", "2018Q2",
            "--point", "training.held=3", "--attach", path,
        ])
        #expect(submit.end == .success, "\(submit.errors)")
        try await other.wait(for: "the report") {
            try await $0.reports(office: nil, PageRequest(), by: .unnamed).total == 1
        }
        let page = try await other.client().reports(office: nil, PageRequest(), by: .unnamed)
        return try #require(page.items.first?.attachments?.first)
    }

    private func report(with file: AttachmentSummary) -> ReportDraft {
        Drafts.report(0, series: 9).with([
            AttachmentEntry(content: file.content, name: file.name)
        ])
    }

    /// What a node gives out, or nil while it does not have all of it.
    private func get(
        _ file: AttachmentSummary,
        from node: NodeProcess,
        waitSeconds: Int = 60
    ) async throws -> [UInt8]? {
        let progress = try await node.client().fetchAttachment(
            file.content,
            waitSeconds: waitSeconds
        )
        guard progress.isHere else { return nil }
        var bytes: [UInt8] = []
        try await node.client().attachment(file.content) { part, _ in bytes += part }
        return bytes
    }

    private func part(_ file: AttachmentSummary, at node: NodeProcess) -> String {
        "\(node.dataFolder)/attachments/\(file.content.prefix(2))/\(file.content).part"
    }

    /// Bytes of a file on its way that are on a node's disk.
    private func arrived(_ file: AttachmentSummary, at node: NodeProcess) -> Int {
        // Over one link chunks come in their order, so there are no holes.
        let url = URL(fileURLWithPath: self.part(file, at: node))
        return (try? url.resourceValues(forKeys: [.fileSizeKey]))?.fileSize ?? 0
    }

    @Test("A small file travels with its report by itself, and is got at headquarters as it was")
    func smallAttachment() async throws {
        try await TestFolder.withOffices { offices in
            let file = try await self.handIn(1_000_000, at: offices.city)
            _ = try await offices.city.client().submit(
                [self.report(with: file)],
                by: Drafts.clerk
            )
            try await offices.national.wait(for: "the file") {
                let page = try await $0.reports(office: nil, PageRequest(), by: .unnamed)
                return page.items.first?.attachments?.first?.isHere == true
            }
            let here = try await self.get(file, from: offices.city)
            let there = try await self.get(file, from: offices.national)
            #expect(here?.count == 1_000_000)
            #expect(here == there)
        }
    }

    @Test("The command line attaches a file at the city, and gets it at the province")
    func attachmentCommands() async throws {
        try await TestFolder.withOffices { offices in
            try await TestFolder.with { folder in
                let (sent, got) = ("\(folder)/方案.pdf", "\(folder)/取回.pdf")
                let data = Data((0..<150_000).map { UInt8(truncatingIfNeeded: $0 / 7) })
                try data.write(to: URL(fileURLWithPath: sent))
                let file = try await Self.attach(sent, at: offices.city, seenBy: offices.province)
                #expect(file.name == "方案.pdf" && file.byteCount == 150_000)
                let get = ["attachment", "get", file.content, "--output", got]
                let first = try await offices.province.admin(get)
                #expect(first.end == .success, "\(first.errors)")
                #expect(try Data(contentsOf: URL(fileURLWithPath: got)) == data)
                // What is there is never written over.
                #expect(try await offices.province.admin(get).end != .success)
            }
        }
    }

    @Test("A large file comes through the province although that is killed in the middle of it")
    func largeAttachment() async throws {
        let byteCount = 20_000_000
        try await TestFolder.withOffices { offices in
            let (national, province, city) = (offices.national, offices.province, offices.city)
            let file = try await self.handIn(byteCount, at: city)
            _ = try await city.client().submit([self.report(with: file)], by: Drafts.clerk)
            try await national.wait(for: "the report") {
                try await $0.reports(office: nil, PageRequest(), by: .unnamed).total == 1
            }
            // Nobody has asked for it, and it is longer than what is fetched by itself. Getting it asks for nothing.
            let refused = await #expect(throws: APIError.self) {
                try await national.client().attachment(file.content) { _, _ in }
            }
            #expect(refused?.rule == APIError.contentHereRule)
            #expect(self.arrived(file, at: province) == 0)
            #expect(try await self.get(file, from: national, waitSeconds: 0) == nil)
            try await Waiting.until("a part of the file") {
                self.arrived(file, at: province) > 2_000_000
            }
            try await province.kill()
            let kept = self.arrived(file, at: province)
            #expect(kept > 2_000_000 && kept < byteCount)
            try await province.start()
            let there = try await self.get(file, from: national)
            let here = try await self.get(file, from: city)
            #expect(there?.count == byteCount)
            #expect(here == there)
            // Since the restart only what was missing has come from the city.
            let received = try await province.link(to: city.office)?.bytesIn ?? 0
            #expect(received < Int64(byteCount - kept + 1_500_000), "\(received) bytes")
            #expect(!FileManager.default.fileExists(atPath: self.part(file, at: national)))
        }
    }
}
