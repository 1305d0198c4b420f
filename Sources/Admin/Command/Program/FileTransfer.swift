import Admin

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
    ///
    /// - Parameter name: what it is to be called; nil takes the file's own name, which a pipe has not.
    func add(_ path: String, name: String? = nil) async throws -> AttachmentSummary {
        let parts = try FileParts(path: path)
        guard let name = name ?? (parts.byteCount == nil ? nil : Self.name(of: path)) else {
            throw UsageFailure(
                "管道 \(path) 没有文件名；请用 attachment add 上传，并以 --name 写明名称",
                "the pipe \(path) has no file's name; hand it in by attachment add, with --name"
            )
        }
        return try await self.client.addAttachment(name: name, byteCount: parts.byteCount, parts)
    }

    private static func name(of path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
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

    /// Gets a file; it is at its place only when it is whole and is what was asked for.
    ///
    /// - Parameter replaces: whether a file that is at its place already gives way.
    func get(
        _ content: String,
        to path: String,
        replaces: Bool,
        waitSeconds: Int
    ) async throws -> AttachmentProgress {
        let download = try Download(of: content, to: path, replaces: replaces)
        defer { download.end() }
        let suite = try await self.receive(download, waitSeconds: waitSeconds)
        let byteCount = try download.finish(suite: suite)
        return AttachmentProgress(
            content: content,
            byteCount: byteCount,
            total: byteCount,
            isHere: true
        )
    }

    /// - Returns: the number of the suite by whose hash the file is named.
    private func receive(_ download: Download, waitSeconds: Int) async throws -> Int {
        let deadline = ContinuousClock.now + .seconds(waitSeconds)
        while true {
            if let suite = try await self.receiveIfHere(download) { return suite }
            let progress = try await self.client.fetchAttachment(
                download.content,
                waitSeconds: min(Self.lookSeconds, waitSeconds)
            )
            if progress.isHere { continue }
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

    /// - Returns: as ``receive(_:waitSeconds:)``; nil when the file is not on the node yet.
    private func receiveIfHere(_ download: Download) async throws -> Int? {
        do {
            return try await self.client.attachment(download.content) { bytes, _ in
                try download.write(bytes)
            }
        } catch let error as APIError where error.rule == APIError.contentHereRule {
            return nil
        }
    }

    private func tell(_ progress: AttachmentProgress) {
        let here = ByteCount.text(progress.byteCount)
        let all = progress.total.map { ByteCount.text($0) } ?? "?"
        self.screen.note(Phrase("已到本节点 \(here) / \(all)", "\(here) of \(all) on this node"))
    }
}
