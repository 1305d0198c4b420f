internal import Decision
internal import OrderedCollections
internal import PlainText
internal import SyncProtocol

/// What a store remembers about itself: single values, events, the audit log's end, damage, invitations.
struct MemoryTable: Sendable {
    /// How many events are kept.
    static let eventsMax = 100

    private(set) var meta: OrderedDictionary<Meta, MetaValue> = [:]
    private(set) var events: [RowChanges.Event] = []
    /// The last row.
    private(set) var audit: RowChanges.Audit?
    private(set) var damage: OrderedDictionary<Int64, RowChanges.Damage> = [:]
    private var tokens: OrderedDictionary<Digest256, LoadedRows.Token> = [:]
    private(set) var lastCertificate: Int64 = 0

    mutating func save(_ changes: RowChanges) throws(CheckFailure) {
        self.events += changes.events
        if let last = changes.events.last {
            self.events.removeAll { $0.id <= last.id - Int64(Self.eventsMax) }
        }
        for row in changes.audits {
            let before = self.audit?.hash ?? AuditChain.start.hash
            let next = (self.audit?.number ?? 0) + 1
            // Numbers are left out only by a row that names them: what it is about was lost with an older disk.
            let left = RowRanges(next < row.number ? [next...row.number - 1] : [])
            let isNamed =
                row.action == AuditAction.rowsBroken.rawValue
                && RowRanges(text: row.records) == left
            guard row.previous == before, row.number == next || row.number > next && isNamed else {
                throw StoreImage.misfit("row \(row.number) of the audit log does not come next")
            }
            self.audit = row
        }
        for token in changes.tokens.values {
            self.tokens[token.hash] = LoadedRows.Token(token: token, usedBy: nil)
        }
        for (hash, use) in changes.tokenUses {
            guard let token = self.tokens[hash] else { continue }
            self.tokens[hash] = LoadedRows.Token(token: token.token, usedBy: use.author.bytes)
        }
        self.lastCertificate = changes.certificates.last?.id ?? self.lastCertificate
        for (key, value) in changes.meta { self.meta[key] = value }
        for (position, damage) in changes.damage { self.damage[position] = damage }
    }

    mutating func set(_ value: MetaValue, as meta: Meta) { self.meta[meta] = value }

    func load(_ needs: Needs, into rows: inout LoadedRows) {
        for office in needs.joined {
            rows.joined[office] = self.tokens.values.contains {
                $0.token.office == office && $0.usedBy != nil
            }
        }
        for hash in needs.tokens { rows.tokens.updateValue(self.tokens[hash], forKey: hash) }
    }

    func number(_ meta: Meta) -> Int64? {
        guard case .number(let number)? = self.meta[meta] else { return nil }
        return number
    }

    func bytes(_ meta: Meta) -> [UInt8]? {
        guard case .bytes(let bytes)? = self.meta[meta] else { return nil }
        return bytes
    }
}
