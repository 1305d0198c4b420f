import Foundation
import NIOCore

/// The part of an address that one sender cannot change at will: an IPv4 address, or the first 64
/// bits of an IPv6 address.
struct AddressKey: Hashable, Sendable {
    private let bytes: [UInt8]

    init(_ address: SocketAddress?) {
        switch address {
        case .v4(let v4)?:
            self.bytes = withUnsafeBytes(of: v4.address.sin_addr) { Array($0) }
        case .v6(let v6)?:
            let all = withUnsafeBytes(of: v6.address.sin6_addr) { Array($0) }
            let mapped: [UInt8] = Array(repeating: 0, count: 10) + [0xFF, 0xFF]
            // ::ffff:a.b.c.d is an IPv4 address on a socket that takes both.
            self.bytes = all.starts(with: mapped) ? Array(all.suffix(4)) : Array(all.prefix(8))
        default:
            self.bytes = []
        }
    }
}

extension SocketAddress {
    /// `127.0.0.1:7443`, for people.
    var shortText: String {
        guard let host = self.ipAddress, let port = self.port else { return "\(self)" }
        return host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}
