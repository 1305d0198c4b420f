/// How a node is, as it says itself: the body of a statement.
package struct StatementNote: Hashable, Sendable {
    /// 1, 2, 3 … as long as the node's process runs.
    package let number: UInt64
    /// UTC milliseconds.
    package let at: Int64
    /// Over the positions of all feeds that it has on disk.
    package let headsDigest: Digest256
    /// Changes that it knows its neighbours to lack, over all its links.
    package let backlog: UInt64
    package let quarantined: UInt64
    package let held: UInt64
    /// Free bytes where its store lies.
    package let diskFreeByteCount: UInt64
    package let version: String
    /// Offices below it whose nodes are not linked.
    package let offline: UInt64
    /// Offices below it whose nodes are linked and lack changes.
    package let behind: UInt64

    package init(
        number: UInt64,
        at: Int64,
        headsDigest: Digest256,
        backlog: UInt64,
        quarantined: UInt64,
        held: UInt64,
        diskFreeByteCount: UInt64,
        version: String,
        offline: UInt64,
        behind: UInt64
    ) {
        self.number = number
        self.at = at
        self.headsDigest = headsDigest
        self.backlog = backlog
        self.quarantined = quarantined
        self.held = held
        self.diskFreeByteCount = diskFreeByteCount
        self.version = version
        self.offline = offline
        self.behind = behind
    }
}

extension StatementNote: CBORCodable {
    package func encode(to encoder: inout CBOREncoder) {
        encoder.map(count: 10)
        encoder.unsigned(1)
        encoder.unsigned(self.number)
        encoder.unsigned(2)
        encoder.integer(self.at)
        encoder.unsigned(3)
        self.headsDigest.encode(to: &encoder)
        encoder.unsigned(4)
        encoder.text(self.version)
        let counts = [
            self.backlog, self.quarantined, self.held, self.diskFreeByteCount, self.offline,
            self.behind,
        ]
        for (key, count) in zip(UInt64(5)..., counts) {
            encoder.unsigned(key)
            encoder.unsigned(count)
        }
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        var number: UInt64?
        var at: Int64?
        var digest: Digest256?
        var version: String?
        var counts = [UInt64?](repeating: nil, count: 6)
        try decoder.fields { key, value throws(CBORError) in
            switch key {
            case 1: number = try value.unsigned()
            case 2: at = try value.integer()
            case 3: digest = try Digest256(from: &value)
            case 4: version = try value.text(max: NoteLimits.versionByteCountMax)
            case 5, 6, 7, 8: counts[Int(key) - 5] = try value.unsigned(max: UInt64(Int64.max))
            case 9, 10: counts[Int(key) - 5] = try value.unsigned(max: NoteLimits.officesMax)
            default: return false
            }
            return true
        }
        self.number = try number.required(at: start)
        self.at = try at.required(at: start)
        self.headsDigest = try digest.required(at: start)
        self.version = try version.required(at: start)
        self.backlog = try counts[0].required(at: start)
        self.quarantined = try counts[1].required(at: start)
        self.held = try counts[2].required(at: start)
        self.diskFreeByteCount = try counts[3].required(at: start)
        self.offline = try counts[4].required(at: start)
        self.behind = try counts[5].required(at: start)
    }
}
