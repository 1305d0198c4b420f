import Foundation
import NIOCore

/// The part of an address that one sender cannot change at will: an IPv4 address, or the first 64
/// bits of an IPv6 address.
struct AddressKey: Hashable, Sendable {
    private let bytes: [UInt8]

    init(_ address: SocketAddress?) {
        guard let text = address?.ipAddress else {
            self.bytes = []
            return
        }
        if let v4 = Self.parsed(text, family: AF_INET, byteCount: 4) {
            self.bytes = v4
            return
        }
        let all = Self.parsed(text, family: AF_INET6, byteCount: 16) ?? []
        let mapped: [UInt8] = Array(repeating: 0, count: 10) + [0xFF, 0xFF]
        // ::ffff:a.b.c.d is an IPv4 address on a socket that takes both.
        self.bytes = all.starts(with: mapped) ? Array(all.suffix(4)) : Array(all.prefix(8))
    }

    private static func parsed(_ text: String, family: Int32, byteCount: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: byteCount)
        return inet_pton(family, text, &bytes) == 1 ? bytes : nil
    }
}

extension SocketAddress {
    /// `127.0.0.1:7443`, for people.
    var shortText: String {
        guard let host = self.ipAddress, let port = self.port else { return "\(self)" }
        return host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}
