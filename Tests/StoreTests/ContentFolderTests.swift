import Foundation
import SyncProtocol
import Testing

@testable import Store

@Suite("Attached files on the disk")
struct ContentFolderTests {
    private static let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 / 65_536 + $0 / 3) }
    private static let max: UInt64 = 10_000_000

    private static let manifest: ContentManifest? = {
        var hasher = ContentHasher(suite: .ed25519)
        hasher.update(Self.bytes[...])
        return hasher.finish()
    }()

    private func open(_ folder: TestFolder, max: UInt64 = Self.max) throws -> ContentFolder {
        try ContentFolder(path: folder.path + "/attachments", byteCountMax: max, suite: .ed25519)
    }

    private func chunk(_ index: Int) -> [UInt8] {
        Array(Self.bytes.dropFirst(index * 65_536).prefix(65_536))
    }

    /// Hands the file in.
    private func upload(into files: ContentFolder) throws -> ContentID {
        let upload = try ContentUpload(in: files, name: "a", byteCountMax: Self.max)
        for part in stride(from: 0, to: Self.bytes.count, by: 70_000) {
            let bytes = Array(Self.bytes.dropFirst(part).prefix(70_000))
            #expect(try upload.write(bytes))
        }
        let finished = try upload.finish()
        return try #require(finished).content
    }

    private func whole(_ content: ContentID, in files: ContentFolder) throws -> [UInt8] {
        try (0..<5).flatMap { index -> [UInt8] in
            let place = ContentPlace(content, .data, index: index)
            guard case .bytes(let bytes) = try files.part(place) else { return [] }
            return bytes
        }
    }

    @Test("What is handed in is found under its content's name, and again after a restart")
    func upload() throws {
        let folder = TestFolder()
        let files = try self.open(folder)
        let content = try self.upload(into: files)
        #expect(content == Self.manifest?.id(by: .ed25519))
        for opened in [files, try self.open(folder)] {
            #expect(opened.holding(content) == .whole)
            #expect(try self.whole(content, in: opened) == Self.bytes)
            #expect(try opened.unfinished().isEmpty)
        }
        let manifest = try files.part(ContentPlace(content, .manifest, index: 0))
        #expect(manifest == .bytes(Self.manifest?.encoded() ?? []))
        #expect(try files.part(ContentPlace(content, .manifest, index: 1)) == .bytes([]))
    }

    @Test("The same file twice takes its space once")
    func twice() throws {
        let folder = TestFolder()
        let files = try self.open(folder)
        let content = try self.upload(into: files)
        let byteCount = files.byteCount
        #expect(try self.upload(into: files) == content)
        #expect(files.byteCount == byteCount)
    }

    @Test("A crash between the chunks and the name loses no chunk")
    func crash() throws {
        let folder = TestFolder()
        let manifest = try #require(Self.manifest)
        let content = manifest.id(by: .ed25519)
        let first = try self.open(folder)
        try first.begin(content)
        try first.keep(manifest, of: content)
        for index in [0, 3] { try first.keep(self.chunk(index), of: content, index: index) }
        // The process dies here; another one opens the folder.
        let second = try self.open(folder)
        #expect(try second.unfinished() == [content])
        let order = try #require(
            try second.order(content, byteCountMax: Self.max, isAwaited: false)
        )
        #expect(order.manifest == manifest)
        #expect((0..<5).filter { order.held?.contains($0) == true } == [0, 3])
        // What is here serves others already; what is not is not made up.
        let found = try second.part(ContentPlace(content, .data, index: 3))
        #expect(found == .bytes(self.chunk(3)))
        #expect(try second.part(ContentPlace(content, .data, index: 1)) == .nothing)
        for index in [1, 2, 4] { try second.keep(self.chunk(index), of: content, index: index) }
        // All chunks are here, and the process dies before the file has its name.
        let third = try self.open(folder)
        let rest = try #require(
            try third.order(content, byteCountMax: Self.max, isAwaited: false)
        )
        #expect(rest.held?.count == 5)
        try third.finish(content)
        #expect(third.holding(content) == .whole)
        #expect(try self.whole(content, in: third) == Self.bytes)
    }

    @Test("A file that the disk has changed is found out, and only what is bad is missing")
    func damage() throws {
        let folder = TestFolder()
        let files = try self.open(folder)
        let content = try self.upload(into: files)
        let path = "\(folder.path)/attachments/\(content.description.prefix(2))/\(content)"
        let handle = try #require(FileHandle(forWritingAtPath: path))
        try handle.seek(toOffset: 70_000)
        try handle.write(contentsOf: Data([1, 2, 3]))
        try handle.close()
        #expect(try files.part(ContentPlace(content, .data, index: 1)) == .damaged)
        try files.reopen(content)
        let order = try #require(try files.order(content, byteCountMax: Self.max, isAwaited: true))
        #expect((0..<5).filter { order.held?.contains($0) == false } == [1])
        try files.keep(self.chunk(1), of: content, index: 1)
        try files.finish(content)
        #expect(try self.whole(content, in: files) == Self.bytes)
    }

    @Test("A full disk says so, and an upload that ends early leaves nothing")
    func full() throws {
        let folder = TestFolder()
        let files = try self.open(folder, max: 100_000)
        let upload = try ContentUpload(in: files, name: "a", byteCountMax: Self.max)
        #expect(try upload.write(self.chunk(0)))
        #expect(throws: StoreError.attachmentsFull(byteCountMax: 100_000)) {
            try upload.write(self.chunk(1))
        }
        upload.cancel()
        #expect(files.byteCount == 0)
        let short = try ContentUpload(in: files, name: "b", byteCountMax: 1_000)
        #expect(try !short.write(self.chunk(0)))
        // The process dies with an upload under way.
        let incoming = folder.path + "/attachments/incoming"
        #expect(try FileManager.default.contentsOfDirectory(atPath: incoming) == ["b"])
        _ = try self.open(folder)
        #expect(try FileManager.default.contentsOfDirectory(atPath: incoming).isEmpty)
    }
}
