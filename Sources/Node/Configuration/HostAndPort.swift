import Admin
import Foundation
import NIOCore

/// An address as people write it: `sync.example.cn:8500`, `10.0.0.1:8500` or `[::1]:8500`.
struct HostAndPort: Sendable, Equatable, CustomStringConvertible {
    /// What is expected where an address is not one that others can dial.
    static let rule = Phrase(
        "其他单位可连接的 主机:端口，如 sync.example.cn:8500 或 [2001:db8::1]:8500，不带 http://，不能是 0.0.0.0",
        "host:port that other offices can dial, like sync.example.cn:8500 or [2001:db8::1]:8500, without "
            + "http:// and not 0.0.0.0"
    )
    /// The same for a host alone.
    static let hostRule = Phrase(
        "地址或主机名，如 127.0.0.1、::1 或 sync.example.cn，不带端口",
        "an address or a host's name, like 127.0.0.1, ::1 or sync.example.cn, without a port"
    )
    /// Length of a host's name, in bytes.
    private static let hostBytesMax = 255

    /// Without brackets.
    let host: String
    let port: Int

    init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// Nil unless the text has a host and a port from 1 to 65535. An IPv6 address stands in brackets.
    init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"),
            let port = Int(text[text.index(after: colon)...]),
            (1...65_535).contains(port)
        else { return nil }
        let written = String(text[..<colon])
        guard let host = Self.host(written), written.hasPrefix("[") == host.contains(":") else {
            return nil
        }
        self.host = host
        self.port = port
    }

    /// A host as it is dialled or listened on, without the brackets of an IPv6 address. Nil when it is
    /// neither an address nor a name.
    static func host(_ text: String) -> String? {
        let isBracketed = text.hasPrefix("[") && text.hasSuffix("]")
        let host = isBracketed ? String(text.dropFirst().dropLast()) : text
        if host.contains(":") {
            // The zone of a link-local address, `fe80::1%eth0`, is the system's to judge.
            let plain = String(host.prefix { $0 != "%" })
            return (try? SocketAddress(ipAddress: plain, port: 0)) == nil ? nil : host
        }
        guard !isBracketed, !host.isEmpty, host.utf8.count <= Self.hostBytesMax,
            host.utf8.allSatisfy(Self.isNameByte)
        else { return nil }
        return host
    }

    /// Whether one machine cannot listen at both: the same port at one address, or at every one.
    func collides(with other: HostAndPort) -> Bool {
        guard self.port == other.port, self.port != 0 else { return false }
        return self.host == other.host || self.isEveryInterface || other.isEveryInterface
    }

    /// Whether it stands for every interface of the machine that it is used on, and so for no machine that
    /// another could dial.
    var isEveryInterface: Bool { Self.isEveryInterface(self.host) }

    static func isEveryInterface(_ host: String) -> Bool {
        switch try? SocketAddress(ipAddress: host, port: 0) {
        case .v4(let address): address.address.sin_addr.s_addr == 0
        case .v6(let address):
            withUnsafeBytes(of: address.address.sin6_addr) { $0.allSatisfy { $0 == 0 } }
        default: false
        }
    }

    var description: String {
        self.host.contains(":") ? "[\(self.host)]:\(self.port)" : "\(self.host):\(self.port)"
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
