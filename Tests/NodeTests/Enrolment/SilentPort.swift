import Glibc

/// A port of this machine that is taken, but at which nobody listens: whoever dials it is turned away, and
/// no other test can get it meanwhile.
final class SilentPort: Sendable {
    struct NotBound: Error {}

    let port: Int
    private let descriptor: Int32

    /// An IPv4 address as the system takes it: family, port, 127.0.0.1 and filling. Byte by byte, since which module
    /// the C structure belongs to depends on what else is compiled beside this file.
    private static func loopback() -> [UInt8] {
        withUnsafeBytes(of: UInt16(AF_INET)) { Array($0) } + [0, 0, 127, 0, 0, 1]
            + [UInt8](repeating: 0, count: 8)
    }

    init() throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = Self.loopback()
        var length = socklen_t(address.count)
        let isBound = address.withUnsafeMutableBytes { bytes in
            bytes.withMemoryRebound(to: sockaddr.self) { generic in
                bind(descriptor, generic.baseAddress, length) == 0
                    && getsockname(descriptor, generic.baseAddress, &length) == 0
            }
        }
        self.descriptor = descriptor
        self.port = Int(address[2]) << 8 | Int(address[3])
        guard isBound else { throw NotBound() }
    }

    deinit { _ = close(self.descriptor) }
}
