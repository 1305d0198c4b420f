package import SyncProtocol

extension FieldIntent {
    /// Roughly the length of what it writes, encoded.
    package var valueByteCount: Int {
        switch self.action {
        case .assign(let value), .choose(let value), .add(let value), .remove(let value):
            value.byteCountEstimate
        case .increment, .advance, .reopen: 8
        case .insert(let text, _): text.utf8.count + 40
        case .erase(let spans): spans.count * 32 + 5
        }
    }
}

extension Value {
    /// Roughly the length of its encoding.
    package var byteCountEstimate: Int {
        switch self {
        case .text(let text): text.utf8.count + 5
        case .bytes(let bytes): bytes.count + 5
        case .list(let values): values.reduce(5) { $0 + $1.byteCountEstimate }
        case .integer, .decimal, .bool: 16
        }
    }
}
