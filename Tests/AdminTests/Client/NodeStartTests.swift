import Admin
import Foundation
import Synchronization
import Testing

@Suite("Waiting for a node that is starting")
struct NodeStartTests {
    private static let token = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG"

    /// What happened while it was waited for.
    private final class Record: Sendable {
        let pauses = Mutex(0)
        let notes = Mutex([String]())
    }

    /// - Parameters:
    ///   - isOffice: whether an office is set up in the folder.
    ///   - holder: the process that its lock names.
    ///   - afterPauses: when the node writes its address; nil: never.
    private func access(
        isOffice: Bool = true,
        holder: pid_t? = nil,
        address: String? = nil,
        afterPauses: Int? = nil,
        isAnswering: @escaping @Sendable (NodeAccess) async -> Bool = { _ in true }
    ) async throws -> (Result<NodeAccess, any Error>, Record) {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(
            atPath: folder.path + "/identity",
            withIntermediateDirectories: true
        )
        if isOffice { _ = try folder.write("c", to: "identity/credentials.cbor") }
        if let holder { _ = try folder.write("\(holder)\n", to: "store.lock") }
        _ = try folder.write(Self.token, to: "api.token")
        if let address { _ = try folder.write(address, to: "api.address") }
        let record = Record()
        let start = NodeStart(
            dataFolder: folder.path,
            isAnswering: isAnswering,
            pause: { _ in
                let pauses = record.pauses.withLock {
                    $0 += 1
                    return $0
                }
                if pauses == afterPauses {
                    _ = try folder.write("http://127.0.0.1:1\n", to: "api.address")
                }
            },
            note: { phrase in record.notes.withLock { $0.append(phrase.english) } }
        )
        do {
            return (.success(try await start.access()), record)
        } catch {
            return (.failure(error), record)
        }
    }

    @Test("A node that runs is not waited for")
    func running() async throws {
        let (access, record) = try await self.access(address: "http://127.0.0.1:2")
        #expect(try access.get().address.description == "http://127.0.0.1:2")
        #expect(record.pauses.withLock { $0 } == 0)
    }

    @Test("A node that writes its address in a moment is found, without a word")
    func starting() async throws {
        let (access, record) = try await self.access(afterPauses: 10)
        #expect(try access.get().address.description == "http://127.0.0.1:1")
        #expect(record.pauses.withLock { $0 } == 10)
        #expect(record.notes.withLock { $0.isEmpty })
    }

    @Test("Whoever waits for longer is told once, and a node that holds its folder is waited for")
    func slowStart() async throws {
        let (access, record) = try await self.access(holder: getpid(), afterPauses: 400)
        #expect(try access.get().address.description == "http://127.0.0.1:1")
        #expect(record.notes.withLock { $0.count } == 1)
        #expect(record.notes.withLock { $0.first?.contains("waiting for it to start") == true })
    }

    @Test(
        "A node that does not come is given up when nobody holds its folder, and later when somebody does"
    )
    func notComing() async throws {
        let limits = NodeStart.Limits()
        let looks = { (milliseconds: Int) in milliseconds / limits.stepMilliseconds }
        let (none, short) = try await self.access()
        #expect(throws: APIError.self) { try none.get() }
        #expect(short.pauses.withLock { $0 } == looks(limits.appearMilliseconds))
        let (held, long) = try await self.access(holder: getpid())
        #expect(throws: APIError.self) { try held.get() }
        #expect(long.pauses.withLock { $0 } == looks(limits.startMilliseconds))
    }

    @Test("An address where nobody listens is waited for, and then left to the call to complain of")
    func notAnswering() async throws {
        let (access, record) = try await self.access(address: "http://127.0.0.1:2") { _ in false }
        #expect(try access.get().address.description == "http://127.0.0.1:2")
        #expect(record.pauses.withLock { $0 } > 0)
    }

    @Test("In a folder where no office lives nothing is waited for")
    func noOffice() async throws {
        let (access, record) = try await self.access(isOffice: false)
        #expect(throws: APIError.self) { try access.get() }
        #expect(record.pauses.withLock { $0 } == 0)
    }

    @Test("A connection that is refused is no answer, whatever else comes is one")
    func answering() async throws {
        let access = try await LoopbackServer.with { _ in
            LoopbackServer.Answer(status: 404)
        } _: { server in
            let access = try NodeAccess(address: NodeAddress(server.address), token: Self.token)
            #expect(await access.isAnswering())
            // A node that answers nothing costs no time here: nothing is asked.
            #expect(server.requests.isEmpty)
            return access
        }
        // The server is gone, and its port with it.
        #expect(await !access.isAnswering())
    }
}
