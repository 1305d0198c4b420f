import Admin
import Decision
import NIOCore
import NIOPosix
import OfficeWork
import Store
import SyncProtocol

/// Files as people and programs hand them in and get them.
package struct AttachmentService: Sendable {
    /// Bytes of an upload that are written at a time.
    private static let writeByteCount = 256 * 1024
    /// How often whoever waits looks again.
    private static let lookInterval = Duration.milliseconds(100)

    let source: ContentSource
    let access: LinkAccess
    let reader: NIOThreadPool
    /// The longest file that may be handed in.
    let uploadByteCountMax: UInt64

    /// By whose hash files are named.
    var suite: SuiteNumber { self.source.store.identity.suite.number }

    private var folder: ContentFolder { self.source.folder }

    // MARK: Handing in

    /// Takes a file in. When this returns, the disk has it.
    ///
    /// - Throws: ``APIError``.
    func add(
        name: String,
        announced: UInt64?,
        _ body: some AsyncSequence<ByteBuffer, any Error>
    ) async throws -> AttachmentSummary {
        let name = try APIError.validated { () throws(ValidationError) in
            try AttachmentRule.name(name, "name")
        }
        let max = self.uploadByteCountMax
        guard announced ?? 0 <= max else { throw AttachmentFault.attachmentTooLong(max) }
        let folder = self.folder
        let random = String(UInt64.random(in: .min ... .max), radix: 16)
        let upload = try await self.reader.reading {
            try ContentUpload(in: folder, name: random, byteCountMax: max)
        }
        do {
            try await self.write(body, to: upload)
        } catch {
            try? await self.reader.reading { upload.cancel() }
            throw error
        }
        guard let (content, byteCount) = try await self.reader.reading({ try upload.finish() })
        else {
            throw AttachmentFault.emptyAttachment
        }
        return AttachmentSummary(
            content: content.description,
            name: name,
            mediaType: MediaType.of(name: name),
            byteCount: Int64(clamping: byteCount),
            isHere: true
        )
    }

    private func write(
        _ body: some AsyncSequence<ByteBuffer, any Error>,
        to upload: ContentUpload
    ) async throws {
        var waiting: [UInt8] = []
        for try await part in body {
            waiting += part.readableBytesView
            guard waiting.count >= Self.writeByteCount else { continue }
            try await self.write(waiting, to: upload)
            waiting.removeAll(keepingCapacity: true)
        }
        try await self.write(waiting, to: upload)
    }

    private func write(_ bytes: [UInt8], to upload: ContentUpload) async throws {
        guard try await self.reader.reading({ try upload.write(bytes) }) else {
            throw AttachmentFault.attachmentTooLong(self.uploadByteCountMax)
        }
    }

    // MARK: Getting

    /// A file that is here.
    ///
    /// - Throws: ``APIError`` when it is not, or no document that this node has refers to it.
    func file(_ text: String) async throws -> Attachment {
        let (row, whole) = try await self.look(for: text)
        if let whole { return whole }
        guard row != nil else { throw AttachmentFault.unknownContent(text) }
        throw AttachmentFault.contentNotHere(text)
    }

    /// Has a file fetched that is not here.
    ///
    /// - Parameter waitSeconds: how long to wait until it is here.
    /// - Throws: ``APIError`` when no document that this node has refers to it.
    func fetch(_ text: String, waitSeconds: Int) async throws -> AttachmentProgress {
        let (row, whole) = try await self.look(for: text)
        if let whole { return AttachmentProgress(whole: whole) }
        guard let row else { throw AttachmentFault.unknownContent(text) }
        return try await self.fetched(row, waitSeconds: waitSeconds)
    }

    /// The reference to a file, and the file when all of it is here.
    private func look(
        for text: String
    ) async throws -> (row: AttachmentRow?, whole: Attachment?) {
        guard let content = ContentID(hex: text) else { throw AttachmentFault.malformedContent }
        let source = self.source
        return try await self.reader.reading {
            let row = try source.store.read { snapshot throws(StoreError) in
                try snapshot.attachments.one(content)
            }
            guard source.folder.holding(content) == .whole,
                let manifest = try source.folder.manifest(content)
            else { return (row, nil) }
            let whole = Attachment(
                content: content,
                name: row?.attachment.name ?? text,
                mediaType: row?.attachment.mediaType ?? MediaType.unknown,
                byteCount: manifest.byteCount
            )
            return (row, whole)
        }
    }

    private func fetched(
        _ row: AttachmentRow,
        waitSeconds: Int
    ) async throws -> AttachmentProgress {
        let content = row.attachment.content
        let begin = ContinuousClock.now
        while true {
            let progress = try await self.access.ask { hub in
                let driver = hub.driver
                driver.contents.want(row, isAwaited: true)
                let progress = driver.relay.progress(of: content)
                return AttachmentProgress(
                    content: content.description,
                    byteCount: Int64(clamping: progress?.byteCount ?? 0),
                    total: progress.map { Int64(clamping: $0.of) }
                )
            }
            let isLate = begin.duration(to: .now) >= .seconds(waitSeconds)
            if isLate { return progress }
            try await Task.sleep(for: Self.lookInterval)
            let folder = self.folder
            if try await self.reader.reading({ folder.holding(content) }) == .whole {
                return AttachmentProgress(whole: row.attachment)
            }
        }
    }

    /// A chunk of a file that is here.
    ///
    /// - Throws: ``APIError`` when it has been damaged; it is fetched again.
    func chunk(_ content: ContentID, _ index: Int) async throws -> [UInt8] {
        let folder = self.folder
        let place = ContentPlace(content, .data, index: index)
        let finding = try await self.reader.reading { () throws -> ContentFolder.Finding in
            let finding = try folder.part(place)
            if finding == .damaged { try folder.reopen(content) }
            return finding
        }
        guard case .bytes(let bytes) = finding else { throw AttachmentFault.damagedContent }
        return bytes
    }

    /// The attachments of a document as people see them; nil when there are none.
    func summaries(_ attachments: [Attachment]) -> [AttachmentSummary]? {
        guard !attachments.isEmpty else { return nil }
        return attachments.map {
            AttachmentSummary(
                content: $0.content.description,
                name: $0.name,
                mediaType: $0.mediaType,
                byteCount: Int64(clamping: $0.byteCount),
                isHere: self.folder.holding($0.content) == .whole
            )
        }
    }

    /// What a draft says of its files, with what is known of them here.
    func drafts(_ entries: [AttachmentEntry]?) async throws -> [AttachmentDraft] {
        guard let entries, !entries.isEmpty else { return [] }
        // The number is checked with the draft; what is too much costs no reading.
        let folder = self.folder
        return try await self.reader.reading {
            try entries.enumerated().map { index, entry in
                let content = ContentID(hex: entry.content)
                let manifest =
                    index > ValidationLimits.attachmentsMax
                    ? nil
                    : try content.flatMap {
                        folder.holding($0) == .whole ? try folder.manifest($0) : nil
                    }
                return AttachmentDraft(
                    content: entry.content,
                    name: entry.name,
                    byteCount: manifest?.byteCount
                )
            }
        }
    }
}

extension AttachmentProgress {
    fileprivate init(whole file: Attachment) {
        let byteCount = Int64(clamping: file.byteCount)
        self.init(
            content: file.content.description,
            byteCount: byteCount,
            total: byteCount,
            isHere: true
        )
    }
}
