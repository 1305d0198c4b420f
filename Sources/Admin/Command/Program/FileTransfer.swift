import Admin
import Foundation

/// Files on their way between this program and a node, with word of how far they are.
struct FileTransfer {
    /// How long one question waits for a file, in seconds.
    private static let lookSeconds = 5

    let client: OfficeClient
    let screen: Screen

    /// - Throws: ``UsageFailure`` when the office is not reached over HTTP.
    init(office: any OfficeAPI, screen: Screen) throws {
        guard let client = office as? OfficeClient else {
            throw UsageFailure("附件只能通过节点的地址传送", "files go over a node's address only")
        }
        self.client = client
        self.screen = screen
    }

    /// Hands a file in.
    func add(_ path: String, name: String? = nil) async throws -> AttachmentSummary {
        let parts = try FileParts(path: path)
        return try await self.client.addAttachment(
            name: name ?? URL(fileURLWithPath: path).lastPathComponent,
            byteCount: parts.byteCount,
            parts
        )
    }

    /// Hands files in that a document is to refer to; nil when there are none.
    func attach(_ paths: [String]) async throws -> [AttachmentEntry] {
        var entries: [AttachmentEntry] = []
        for path in paths {
            let summary = try await self.add(path)
            entries.append(AttachmentEntry(content: summary.content, name: summary.name))
        }
        return entries
    }

    /// Gets a file; it is at its place only when it is whole.
    func get(
        _ content: String,
        to path: String,
        waitSeconds: Int
    ) async throws -> AttachmentProgress {
        guard !FileManager.default.fileExists(atPath: path) else {
            throw UsageFailure("\(path) 已存在，不会覆盖", "\(path) is there already and is kept")
        }
        let part = path + ".part"
        guard FileManager.default.createFile(atPath: part, contents: nil),
            let handle = FileHandle(forWritingAtPath: part)
        else {
            throw UsageFailure("无法写入 \(path)", "\(path) cannot be written")
        }
        defer {
            try? handle.close()
            try? FileManager.default.removeItem(atPath: part)
        }
        let total = try await self.receive(content, into: handle, waitSeconds: waitSeconds)
        try handle.synchronize()
        try FileManager.default.moveItem(atPath: part, toPath: path)
        return AttachmentProgress(content: content, byteCount: total, total: total)
    }

    private func receive(
        _ content: String,
        into handle: FileHandle,
        waitSeconds: Int
    ) async throws -> Int64 {
        let deadline = ContinuousClock.now + .seconds(waitSeconds)
        while true {
            var received: Int64 = 0
            let progress = try await self.client.attachment(
                content,
                waitSeconds: min(Self.lookSeconds, waitSeconds)
            ) { bytes, _ in
                try handle.write(contentsOf: bytes)
                received += Int64(bytes.count)
            }
            guard let progress else { return received }
            self.tell(progress)
            guard ContinuousClock.now < deadline else {
                throw APIError(
                    .unavailable,
                    chinese: "附件还在途中",
                    english: "the file is still on its way",
                    hintChinese: "节点会继续取；稍后再执行一次，或加大 --wait",
                    hintEnglish: "the node goes on; call this again later, or with a longer --wait"
                )
            }
        }
    }

    private func tell(_ progress: AttachmentProgress) {
        let here = ByteCount.text(progress.byteCount)
        let all = progress.total.map { ByteCount.text($0) } ?? "?"
        self.screen.note(Phrase("已到本节点 \(here) / \(all)", "\(here) of \(all) on this node"))
    }
}
