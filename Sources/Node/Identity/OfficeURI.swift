import SyncProtocol

/// The name that a certificate gives an office: `office://<tree>/<path>`, for example
/// `office://0123…ef/100000/510000/510100`.
///
/// Neither common names nor DNS names nor addresses count: offices move between machines, and
/// closed networks have no DNS.
struct OfficeURI: Hashable, Sendable, CustomStringConvertible {
    static let scheme = "office://"

    let tree: TreeID
    let path: OfficePath

    init(tree: TreeID, path: OfficePath) {
        self.tree = tree
        self.path = path
    }

    /// Nil unless the text is the one spelling of such a name.
    init?(text: String) {
        guard text.hasPrefix(Self.scheme) else { return nil }
        let rest = text.dropFirst(Self.scheme.count)
        guard let slash = rest.firstIndex(of: "/"),
            let tree = TreeID(hex: String(rest[..<slash])),
            let path = OfficePath(text: rest[rest.index(after: slash)...])
        else { return nil }
        self.init(tree: tree, path: path)
        guard self.description == text else { return nil }
    }

    var description: String { "\(Self.scheme)\(self.tree)/\(self.path)" }
}
