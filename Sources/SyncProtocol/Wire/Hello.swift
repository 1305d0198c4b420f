/// The first frame of each end of a link: who speaks, and what it has in the scope of the link.
package struct Hello: Hashable, Sendable {
    /// The protocol versions that the sender speaks, ascending.
    package let versions: [UInt64]
    package let tree: TreeID
    package let path: OfficePath
    /// Over the positions of all feeds that the link carries. Equal digests: nothing to reconcile.
    package let scopeDigest: Digest256
    /// How many bytes of changes the sender lets the other end have in flight.
    package let creditByteCount: UInt64
    /// ``Successions/digest`` over what the sender knows of those that the link goes by.
    package let successionsDigest: UInt64?
    /// Drawn when the sender's process began; nil when it does not say. One node shows another one with
    /// each start and never an earlier one again: whoever does is two.
    package let process: UInt64?

    package init(
        versions: [UInt64],
        tree: TreeID,
        path: OfficePath,
        scopeDigest: Digest256,
        creditByteCount: UInt64,
        successionsDigest: UInt64? = nil,
        process: UInt64? = nil
    ) {
        self.versions = versions
        self.tree = tree
        self.path = path
        self.scopeDigest = scopeDigest
        self.creditByteCount = creditByteCount
        self.successionsDigest = successionsDigest
        self.process = process
    }
}

extension Hello: CBORCodable {
    package func encode(to encoder: inout CBOREncoder) {
        let optionalCount = [self.successionsDigest, self.process].count { $0 != nil }
        encoder.map(count: 5 + optionalCount)
        encoder.unsigned(1)
        encoder.array(count: self.versions.count)
        for version in self.versions { encoder.unsigned(version) }
        encoder.unsigned(2)
        self.tree.encode(to: &encoder)
        encoder.unsigned(3)
        self.path.encode(to: &encoder)
        encoder.unsigned(5)
        self.scopeDigest.encode(to: &encoder)
        encoder.unsigned(6)
        encoder.unsigned(self.creditByteCount)
        if let digest = self.successionsDigest {
            encoder.unsigned(7)
            encoder.byteString(Hexadecimal.bigEndianBytes(digest))
        }
        if let process = self.process {
            encoder.unsigned(8)
            encoder.unsigned(process)
        }
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        var versions: [UInt64]?
        var tree: TreeID?
        var path: OfficePath?
        var scopeDigest: Digest256?
        var creditByteCount: UInt64?
        var successionsDigest: UInt64?
        var process: UInt64?
        try decoder.fields { key, value throws(CBORError) in
            switch key {
            case 1:
                var list: [UInt64] = []
                try value.elements(max: 16) { element throws(CBORError) in
                    let at = element.offset
                    let version = try element.unsigned()
                    guard list.last.map({ $0 < version }) ?? true else {
                        throw CBORError(.valueOutOfRange, at: at)
                    }
                    list.append(version)
                }
                versions = list
            case 2: tree = try TreeID(from: &value)
            case 3: path = try OfficePath(from: &value)
            case 5: scopeDigest = try Digest256(from: &value)
            case 6: creditByteCount = try value.unsigned(max: UInt64(Int32.max))
            case 7: successionsDigest = try Self.successionsDigest(&value)
            case 8: process = try value.unsigned(max: UInt64(UInt32.max))
            default: return false
            }
            return true
        }
        self.versions = try versions.required(at: start)
        self.tree = try tree.required(at: start)
        self.path = try path.required(at: start)
        self.scopeDigest = try scopeDigest.required(at: start)
        self.creditByteCount = try creditByteCount.required(at: start)
        self.successionsDigest = successionsDigest
        self.process = process
    }

    private static func successionsDigest(
        _ decoder: inout CBORDecoder
    ) throws(CBORError) -> UInt64 {
        let start = decoder.offset
        let bytes = try decoder.byteString(max: 8)
        guard bytes.count == 8 else { throw CBORError(.valueOutOfRange, at: start) }
        return bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
}
