package import SyncProtocol

extension FieldIntent {
    package var valueByteCount: Int { self.value?.byteCountEstimate ?? 8 }
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
