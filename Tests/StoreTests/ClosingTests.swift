import Foundation
import SyncProtocol
import Synchronization
import Testing

@testable import Store

@Suite("A store that is closed while others read")
struct ClosingTests {
    private static let readers = 8

    /// What threads of their own have read, and how they ended.
    private final class Reads: Sendable {
        let count = Mutex(0)
        let errors = Mutex<[StoreError]>([])
        let ended = DispatchSemaphore(value: 0)

        func run(on store: OfficeStore) {
            do throws(StoreError) {
                while true {
                    let count = try store.read { snapshot throws(StoreError) in
                        snapshot.counts.changes
                    }
                    self.count.withLock { $0 += Int(count) }
                }
            } catch {
                self.errors.withLock { $0.append(error) }
            }
            self.ended.signal()
        }
    }

    @Test("Each read ends or is told that it is closed", arguments: 0..<20)
    func closing(round: Int) async throws {
        let test = try TestStore(.chengdu, .file)
        try await test.store.write(try TestActs.report(1, of: test.office.path))
        let (store, reads) = (test.store, Reads())
        for _ in 0..<Self.readers {
            Thread { reads.run(on: store) }.start()
        }
        // Once they read.
        while reads.count.withLock({ $0 }) < Self.readers { await Task.yield() }
        store.close()
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            Thread {
                for _ in 0..<Self.readers { reads.ended.wait() }
                continuation.resume()
            }
            .start()
        }
        #expect(
            reads.errors.withLock { $0 } == Array(repeating: .closed, count: Self.readers)
        )
    }
}
