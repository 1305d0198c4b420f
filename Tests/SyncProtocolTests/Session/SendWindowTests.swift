import Testing

@testable import SyncProtocol

@Suite("How much is on the line")
struct SendWindowTests {
    /// Keeps the window full over a line and a far end that together take so many bytes a second.
    private func window(
        after seconds: Int64,
        _ window: SendWindow = SendWindow(),
        bytesPerSecond: Int,
        roundTrip: Int64
    ) -> SendWindow {
        var window = window
        var now: Int64 = 1_000
        let end = now + seconds * 1_000
        var free = now
        var flying: [(byteCount: Int, sentAt: Int64, answeredAt: Int64)] = []
        while now < end {
            var total = flying.reduce(0) { $0 + $1.byteCount }
            while total < window.byteCount {
                let byteCount = window.batchByteCountTarget
                free = max(free, now) + Int64(byteCount * 1_000 / bytesPerSecond)
                flying.append((byteCount, now, free + roundTrip))
                total += byteCount
            }
            let first = flying.removeFirst()
            now = max(now, first.answeredAt)
            window.answered(
                first.byteCount,
                of: total,
                sentAt: first.sentAt,
                at: now,
                creditByteCount: 4 * 1024 * 1024
            )
        }
        return window
    }

    @Test("A far end that takes a megabyte a second has less than half a second of work before it")
    func busyEnd() {
        let window = self.window(after: 20, bytesPerSecond: 1_000_000, roundTrip: 5)
        #expect((50_000...500_000).contains(window.byteCount))
    }

    @Test("A long fast line is filled")
    func longLine() {
        let window = self.window(after: 20, bytesPerSecond: 10_000_000, roundTrip: 200)
        #expect(window.byteCount >= 2_000_000)
    }

    @Test("A line of 9,600 bits a second has two seconds on it at most")
    func slowLine() {
        let window = self.window(after: 120, bytesPerSecond: 1_200, roundTrip: 200)
        #expect(window.byteCount == SendWindow.byteCountMin)
    }

    @Test("A way that becomes longer for good is filled again")
    func longerWay() {
        let short = self.window(after: 10, bytesPerSecond: 10_000_000, roundTrip: 5)
        let window = self.window(after: 30, short, bytesPerSecond: 10_000_000, roundTrip: 600)
        #expect(window.byteCount >= 1_000_000)
    }

    @Test("A window that is not needed does not grow")
    func unused() {
        var window = SendWindow()
        for now in 0..<1_000 {
            window.answered(
                200,
                of: 200,
                sentAt: Int64(now),
                at: Int64(now) + 1,
                creditByteCount: 1 << 22
            )
        }
        #expect(window.byteCount == SendWindow.byteCountAtFirst)
    }
}
