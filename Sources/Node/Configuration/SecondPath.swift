import Admin
import SyncProtocol

/// A node that this one dials beside the one that `link.parent` names: of an office above,
/// `100000@sync.example.cn:8500`, or a further node of its own office.
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

    /// Refuses what is neither above this node's office nor its own office.
    ///
    /// - Throws: ``NodeFailure``.
    func check(for own: OfficePath) throws {
        guard self.office.contains(own) else {
            throw NodeFailure(
                .dataRefused,
                "配置项 link.also：\(self.office) 既不是 \(own) 的上级，也不是本单位",
                "configuration key link.also: \(self.office) is neither above \(own) nor that office itself"
            )
        }
    }
}
