import Foundation

/// A port of this machine that nobody uses.
enum FreePort {
    static func find() throws -> Int {
        let socket = try LoopbackSocket.make()
        defer { close(socket) }
        return Int(try LoopbackSocket.bind(socket))
    }
}

/// The little of TCP that a port and a round trip need.
enum LoopbackSocket {
    static func make() throws -> Int32 {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { throw Self.failed("socket") }
        return socket
    }

    /// Binds to a port that the system chooses, and gives it.
    static func bind(_ socket: Int32) throws -> UInt16 {
        var address = Self.address(port: 0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
                let status = Glibc.bind(socket, raw, length)
                return status == 0 ? getsockname(socket, raw, &length) : status
            }
        }
        guard status == 0 else { throw Self.failed("bind") }
        return UInt16(bigEndian: address.sin_port)
    }

    static func connect(_ socket: Int32, port: UInt16) throws {
        var address = Self.address(port: port)
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
                Glibc.connect(socket, raw, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else { throw Self.failed("connect") }
    }

    /// Nothing that is written waits for more.
    static func sendAtOnce(_ socket: Int32) {
        var one: Int32 = 1
        setsockopt(
            socket,
            Int32(IPPROTO_TCP),
            TCP_NODELAY,
            &one,
            socklen_t(MemoryLayout<Int32>.size)
        )
    }

    static func failed(_ what: String) -> BenchError {
        BenchError("\(what) failed: \(String(cString: strerror(errno)))")
    }

    private static func address(port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
        return address
    }
}
