import Admin
import SyncProtocol

/// An office above this one that the node dials beside its parent: `100000@sync.example.cn:8500`.
struct SecondPath: Sendable, Equatable {
    /// Every link costs both ends a comparison and what is sent twice.
    static let countMax = 8

    let office: OfficePath
    let address: HostAndPort

    /// Nil unless the text is an office's path, `@` and an address.
    init?(_ text: String) {
        guard let mark = text.firstIndex(of: "@"),
            let office = OfficePath(text: String(text[..<mark])),
            let address = HostAndPort(String(text[text.index(after: mark)...]))
        else { return nil }
        self.office = office
        self.address = address
    }

    /// Refuses what is not above this node's office, and its parent, which `link.parent` names.
    ///
    /// - Throws: ``NodeFailure``.
    func check(for own: OfficePath) throws {
        guard own.isInLine(with: self.office), self.office.ids.count + 1 < own.ids.count else {
            throw NodeFailure(
                .dataRefused,
                "配置项 link.also：\(self.office) 不是 \(own) 的隔级上级；直接上级写在 link.parent",
                "configuration key link.also: \(self.office) is no office above the parent of \(own); "
                    + "the parent itself is named by link.parent"
            )
        }
    }
}
