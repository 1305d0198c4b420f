internal import OfficeWork
package import SyncProtocol

extension RecordID {
    /// A record as people may look for it: its kind and its key, which is shown as text where it is that.
    package var name: String {
        let kind = RecordKind(rawValue: self.kind).map { "\($0)" } ?? "\(self.kind)"
        let isText = self.key.allSatisfy { (0x21...0x7E).contains($0) }
        let key = isText ? String(decoding: self.key, as: UTF8.self) : Hexadecimal.text(self.key)
        return "\(kind) \(key)"
    }
}
