import Foundation

/// Where a node answers: scheme, host and port, like `http://127.0.0.1:8510`.
package struct NodeAddress: Sendable, Equatable, CustomStringConvertible {
    private static let lengthMax = 300
    /// Where no port is named, by RFC 9110.
    private static let portsUsual = ["http": 80, "https": 443]

    /// Without a slash at the end.
    package let description: String
    /// Whether requests go there over TLS.
    let isSecure: Bool
    /// A name or an address, without brackets.
    let host: String
    let port: Int

    /// - Parameter text: `http://` or `https://`, a host, and a port where it is not the usual one;
    ///   no path, user, query or fragment.
    /// - Throws: ``APIError`` with the code `malformed` when it is anything else.
    package init(_ text: String) throws(APIError) {
        let trimmed = text.hasSuffix("/") ? String(text.dropLast()) : text
        guard trimmed.utf8.count <= Self.lengthMax,
            let parts = URLComponents(string: trimmed),
            let scheme = parts.scheme?.lowercased(), scheme == "http" || scheme == "https",
            let host = parts.host, !host.isEmpty,
            parts.port.map({ (1...65_535).contains($0) }) ?? true,
            parts.path.isEmpty, parts.user == nil, parts.password == nil, parts.query == nil,
            parts.fragment == nil
        else {
            throw APIError(
                .malformed,
                chinese: "“\(text.prefix(Self.lengthMax))”不是节点地址",
                english: "“\(text.prefix(Self.lengthMax))” is not the address of a node",
                field: "node",
                rule: "address-format",
                hintChinese: "请写成 http://127.0.0.1:8510 的样子",
                hintEnglish: "write it like http://127.0.0.1:8510"
            )
        }
        self.description = trimmed
        self.isSecure = scheme == "https"
        self.host = host.trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
        self.port = parts.port ?? Self.portsUsual[scheme] ?? 0
    }

    /// The same without TLS.
    var plain: String {
        self.isSecure ? "http" + self.description.dropFirst("https".count) : self.description
    }
}
