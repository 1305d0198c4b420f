import Testing

@testable import Node

@Suite("Waiting for the next commit")
struct VersionWatchTests {
    @Test("a commit between the look and the wait is not missed")
    func commitBeforeWait() async {
        let watch = VersionWatch()
        let mark = watch.mark
        watch.moved()
        await watch.wait(after: mark)
        #expect(watch.mark == mark + 1)
    }

    @Test("every waiter is woken by one commit")
    func manyWaiters() async {
        let watch = VersionWatch()
        let mark = watch.mark
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<50 { group.addTask { await watch.wait(after: mark) } }
            group.addTask { watch.moved() }
            await group.waitForAll()
        }
        #expect(watch.mark > mark)
    }

    @Test("a waiter that is cancelled returns")
    func cancelled() async {
        let watch = VersionWatch()
        let mark = watch.mark
        let task = Task { await watch.wait(after: mark) }
        task.cancel()
        await task.value
        #expect(watch.mark == mark)
    }
}
