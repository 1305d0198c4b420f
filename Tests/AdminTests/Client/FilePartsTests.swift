import Admin
import Foundation
import NIOCore
import Testing

@Suite("Files on their way to a node")
struct FilePartsTests {
    private let folder: TemporaryFolder

    init() throws {
        self.folder = try TemporaryFolder()
    }

    private func read(_ parts: FileParts) async throws -> Int {
        var count = 0
        for try await part in parts { count += part.readableBytes }
        return count
    }

    private func refusal(of parts: FileParts) async throws -> APIError? {
        do {
            _ = try await self.read(parts)
            return nil
        } catch let error as APIError {
            return error
        }
    }

    @Test("A file comes whole, whatever its length", arguments: [0, 1, 262_144, 262_145, 600_000])
    func whole(byteCount: Int) async throws {
        let path = try self.folder.write(Data(count: byteCount), to: "a")
        let parts = try FileParts(path: path)
        #expect(parts.byteCount == Int64(byteCount))
        #expect(try await self.read(parts) == byteCount)
    }

    @Test("A file that changes its length while it is read says so", arguments: [-1, 1])
    func changed(by difference: Int) async throws {
        for byteCount in [10, 262_144, 300_000] {
            let path = try self.folder.write(Data(count: byteCount), to: "a")
            let parts = try FileParts(path: path)
            let handle = try #require(FileHandle(forWritingAtPath: path))
            try handle.truncate(atOffset: UInt64(byteCount + difference))
            try handle.close()
            let error = try await self.refusal(of: parts)
            #expect(error?.code == .conflict)
            #expect(error?.messageEnglish.contains(difference > 0 ? "longer" : "shorter") == true)
            #expect(error?.messageChinese.contains(path) == true)
        }
    }

    @Test("What changes on its way to the node is not told as a failed connection")
    func changedWhileSent() async throws {
        let path = try self.folder.write(Data(count: 300_000), to: "a")
        let parts = try FileParts(path: path)
        let handle = try #require(FileHandle(forWritingAtPath: path))
        try handle.truncate(atOffset: 1)
        try handle.close()
        try await LoopbackServer.with { server in
            let error = await #expect(throws: APIError.self) {
                try await server.withClient {
                    try await $0.addAttachment(name: "a", byteCount: parts.byteCount, parts)
                }
            }
            #expect(error?.code == .conflict)
        }
    }

    @Test("A pipe has no length, loses no byte, and is sent in chunks")
    func pipe() async throws {
        let pipe = Pipe()
        let path = "/dev/fd/\(pipe.fileHandleForReading.fileDescriptor)"
        let parts = try FileParts(path: path)
        try pipe.fileHandleForWriting.write(contentsOf: Data("within the pipe".utf8))
        try pipe.fileHandleForWriting.close()
        #expect(parts.byteCount == nil)
        try await LoopbackServer.with { server in
            _ = try? await server.withClient {
                try await $0.addAttachment(name: "a", byteCount: nil, parts)
            }
            let request = try #require(server.requests.first)
            #expect(request.headers["transfer-encoding"] == "chunked")
            #expect(request.body == Array("within the pipe".utf8))
        }
    }

    @Test("Why a file cannot be read is said for what it is")
    func unreadable() throws {
        let missing = #expect(throws: APIError.self) { try FileParts(path: "/none/such") }
        #expect(missing?.code == .notFound)
        let folder = #expect(throws: APIError.self) { try FileParts(path: self.folder.path) }
        #expect(folder?.messageEnglish.contains("folder") == true)
        let name = String(repeating: "方", count: 100)
        let tooLong = #expect(throws: APIError.self) { try FileParts(path: "/tmp/\(name)") }
        #expect(tooLong?.messageEnglish.contains("too long") == true)
    }

    private struct OwnFault: Error {}

    @Test("A fault at this end is not told as the network's")
    func ownFault() async throws {
        let answer = LoopbackServer.Answer(body: Array("file".utf8))
        try await LoopbackServer.with({ _ in answer }) { server in
            let unwritten = UnwrittenFile(path: "a", fault: SystemFault(code: ENOSPC))
            await #expect(throws: unwritten) {
                try await server.withClient {
                    try await $0.attachment("c") { _, _ in throw unwritten }
                }
            }
            let error = await #expect(throws: APIError.self) {
                try await server.withClient {
                    try await $0.attachment("c") { _, _ in throw OwnFault() }
                }
            }
            #expect(error?.code == .internalFault)
            #expect(error?.messageEnglish.contains("OwnFault") == true)
        }
    }
}

extension LoopbackServer {
    /// Asks this server in a node's place.
    fileprivate func withClient<Result: Sendable>(
        _ body: (OfficeClient) async throws -> Result
    ) async throws -> Result {
        let token = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG"
        let access = try NodeAccess(address: NodeAddress(self.address), token: token)
        return try await OfficeClient.withClient(access, body)
    }
}
