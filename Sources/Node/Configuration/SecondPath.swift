import Admin
import Foundation
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
            let address = HostAndPort(String(text[text.index(after: mark)...])),
            !address.isEveryInterface
        else { return nil }
        self.office = office
        self.address = address
    }

    /// The entries of a value of `link.also`, as they are written there.
    static func entries(_ value: String) -> [String] {
        value.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    }

    /// Whether a node of this office may dial it: an office above, or a further node of the same office.
    func isOpen(to own: OfficePath) -> Bool { self.office.contains(own) }

    /// Refuses what is neither above this node's office nor its own office.
    ///
    /// - Throws: ``NodeFailure``.
    func check(for own: OfficePath) throws {
        guard self.isOpen(to: own) else {
            throw NodeFailure(
                .configuration,
                "配置项 link.also：\(self.office) 既不是 \(own) 的上级，也不是本单位；请将 \(self) 从 "
                    + "\(NodeSettingsFile.name) 的 link.also 中删去",
                "configuration key link.also: \(self.office) is neither above \(own) nor that office "
                    + "itself; take \(self) out of link.also in \(NodeSettingsFile.name)"
            )
        }
    }
}

extension SecondPath: CustomStringConvertible {
    var description: String { "\(self.office)@\(self.address)" }
}
