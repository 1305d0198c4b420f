import Foundation

/// What the loopback allows: a byte there and back by TCP between two threads.
enum LoopbackLimit {
    private static let roundTripCount = 4_000

    static func measure() throws -> Samples {
        let listener = try LoopbackSocket.make()
        defer { close(listener) }
        let port = try LoopbackSocket.bind(listener)
        guard listen(listener, 1) == 0 else { throw LoopbackSocket.failed("listen") }
        let dialed = try LoopbackSocket.make()
        defer { close(dialed) }
        try LoopbackSocket.connect(dialed, port: port)
        let accepted = accept(listener, nil, nil)
        guard accepted >= 0 else { throw LoopbackSocket.failed("accept") }
        LoopbackSocket.sendAtOnce(dialed)
        LoopbackSocket.sendAtOnce(accepted)
        Thread.detachNewThread {
            var byte: UInt8 = 0
            while read(accepted, &byte, 1) == 1, write(accepted, &byte, 1) == 1 {}
            close(accepted)
        }
        var samples = Samples()
        var byte: UInt8 = 1
        for _ in 0..<Self.roundTripCount {
            let begun = ContinuousClock.now
            guard write(dialed, &byte, 1) == 1, read(dialed, &byte, 1) == 1 else {
                throw LoopbackSocket.failed("round trip")
            }
            samples.add(ContinuousClock.now - begun)
        }
        return samples
    }
}
