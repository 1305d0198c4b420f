import Foundation
import Synchronization

/// Picks ports for nodes that must come back on the same one.
package enum FreePort {
    /// Below the ports that the system gives to outgoing connections, so that none of those takes a
    /// port while its node is down.
    private static let range: ClosedRange<UInt16> = 20_000...31_999
    private static let attemptsMax = 200
    /// Where the next search begins. A port is bound only when its node starts, so one that was given
    /// out must not be given out again meanwhile: a node got one port for both of its sockets.
    private static let next = Mutex(UInt16.random(in: range))

    /// - Throws: ``ProcessFailure`` when no free port was found.
    package static func pick() throws(ProcessFailure) -> Int {
        for _ in 0..<Self.attemptsMax {
            let port = Self.advance()
            if Self.isFree(port) { return Int(port) }
        }
        throw ProcessFailure(
            "本机 \(Self.range) 之间找不到空闲端口",
            "no free port was found between \(Self.range.lowerBound) and \(Self.range.upperBound)"
        )
    }

    private static func advance() -> UInt16 {
        Self.next.withLock { next in
            defer { next = next == Self.range.upperBound ? Self.range.lowerBound : next + 1 }
            return next
        }
    }

    private static func isFree(_ port: UInt16) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
