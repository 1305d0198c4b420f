internal import Decision
internal import OfficeWork
internal import SyncProtocol

/// A row of a list, as it lies on the disk or as it follows from a record.
struct DerivedRow: Hashable {
    let list: DerivedList
    let values: [SQLValue]
    /// Equal exactly when all values are.
    private let encoded: [UInt8]

    init(list: DerivedList, values: [SQLValue]) {
        self.list = list
        self.values = values
        var encoder = CBOREncoder(reservingCapacity: 128)
        encoder.unsigned(UInt64(list.rawValue))
        for value in values {
            switch value {
            case .null, .rows: encoder.null()
            case .integer(let integer): encoder.integer(integer)
            case .text(let text): encoder.byteString(Array(text.utf8))
            case .bytes(let bytes): encoder.byteString(bytes)
            }
        }
        self.encoded = encoder.bytes
    }

    static func == (left: Self, right: Self) -> Bool { left.encoded == right.encoded }

    func hash(into hasher: inout Hasher) { hasher.combine(self.encoded) }

    /// The values that name it, for a look-up.
    var keyValues: [SQLValue] { Array(self.values.prefix(self.list.keyColumns.count)) }

    /// The same, to go on behind it.
    var key: [KeyPart] {
        self.keyValues.map { value in
            switch value {
            case .integer(let integer): .integer(integer)
            case .text(let text): .text(text)
            case .bytes(let bytes): .bytes(bytes)
            case .null, .rows: .integer(.min)
            }
        }
    }

    /// The row without what stands behind its key.
    var name: DerivedRow { DerivedRow(list: self.list, values: self.keyValues) }

    /// Whether nothing follows from anything: the row of an office of which no roster says anything.
    var isBlank: Bool {
        self.list == .offices
            && self.values.dropFirst().allSatisfy { if case .null = $0 { true } else { false } }
    }
}

// MARK: What follows from a record

extension DerivedRow {
    /// The rows of all lists that a record gives, in any order. Of a file to which a document refers twice there are
    /// two, of which the list has one.
    static func all(
        from state: RecordState,
        of key: RecordKey,
        _ store: ExaminedStore
    ) -> [DerivedRow] {
        let directory = store.directory
        let space = directory.spaces[key.space]
        let record = key.record
        var rows: [DerivedRow] = []
        func add(_ list: DerivedList, _ values: [SQLValue]?) {
            if let values { rows.append(DerivedRow(list: list, values: values)) }
        }
        switch (RecordKind(rawValue: record.kind), space.space.kind) {
        case (.receipt, .receipts):
            let answer = RowChanges.AnswerKey(directive: record.key, office: space.owner)
            add(
                .receipts,
                Receipt(key: record.key, state: state).map { RowSaver.row(answer, $0) }
            )
        case (.reply, .reports):
            let answer = RowChanges.AnswerKey(directive: record.key, office: space.owner)
            add(
                .replies,
                RowChanges.Reply(Reply.all(key: record.key, state: state))
                    .map { RowSaver.row(answer, $0) }
            )
        case (.office, .roster):
            add(.offices, Self.office(record.key, state, space.space.owner, directory))
        case (.versionFloor, .roster):
            add(
                .floors,
                VersionFloor(key: record.key, state: state)
                    .map { RowSaver.row($0, of: space.owner) }
            )
        case (.succession, .roster):
            add(
                .successions,
                SuccessionEntry(
                    key: record.key,
                    state: state,
                    roster: space.space.owner,
                    suite: store.suite
                )
                .map { RowSaver.row($0) }
            )
        default: break
        }
        // A kind that is not known gives no rows.
        guard space.space.kind.isKnown, let kind = store.identity.catalogue[record.kind] else {
            return rows
        }
        add(.conflicts, RowChanges.Conflict(state, by: kind).map { RowSaver.row(key, $0) })
        if kind.space == space.space.kind {
            add(.documents, RowChanges.Document(key, state, by: kind).map { RowSaver.row($0) })
            for holder in RowChanges.Holder.all(key, state, by: kind) {
                add(.numbers, RowSaver.row(holder))
            }
        }
        for attachment in kind.attachments(of: state) {
            add(
                .attachments,
                RowSaver.row(RowChanges.AttachmentKey(record: key, content: attachment.content))
                    + RowSaver.row(attachment)
            )
        }
        return rows
    }

    private static func office(
        _ key: [UInt8],
        _ state: RecordState,
        _ roster: OfficePath,
        _ directory: Directory
    ) -> [SQLValue]? {
        guard let entry = OfficeEntry(key: key, state: state), let path = entry.path(in: roster)
        else { return nil }
        // An office that is not known at all has no row: its id is none that any row has.
        return RowSaver.row(RowChanges.Listing(office: directory.office(path) ?? -1, entry: entry))
    }

    // MARK: The record from which a row follows

    /// Where the record lies from which the row says that it follows; nil when there can be none.
    func source(in store: ExaminedStore) -> RecordKey? {
        switch (self.list, self.key.first, self.key.dropFirst().first, self.key.last) {
        case (.documents, .integer(let kind), _, .bytes(let key)):
            Self.key(
                self.key[2].integer.map { Directory.place($0) },
                UInt16(clamping: kind),
                key,
                store
            )
        case (.numbers, .integer(let space), .integer(let kind), .bytes(let key)):
            Self.key(Directory.place(space), UInt16(clamping: kind), key, store)
        case (.receipts, .bytes(let id), .integer(let office), _):
            Self.key(store.space(.receipts, of: office), .receipt, id, store)
        case (.replies, .bytes(let id), .integer(let office), _):
            Self.key(store.space(.reports, of: office), .reply, id, store)
        case (.attachments, .integer(let space), .integer(let kind), _),
            (.conflicts, .integer(let space), .integer(let kind), _):
            Self.key(
                Directory.place(space),
                UInt16(clamping: kind),
                self.key[2].bytes ?? [],
                store
            )
        case (.offices, .integer(let office), _, _): Self.officeKey(office, store)
        case (.floors, .integer(let office), .integer(let kind), _):
            Self.key(
                store.space(.roster, of: office),
                .versionFloor,
                [UInt8(truncatingIfNeeded: kind >> 8), UInt8(truncatingIfNeeded: kind)],
                store
            )
        case (.successions, .text(let roster), .text(let old), _):
            Self.successionKey(roster, old, store)
        default: nil
        }
    }

    private static func key(
        _ space: Int?,
        _ kind: RecordKind,
        _ key: [UInt8],
        _ store: ExaminedStore
    ) -> RecordKey? {
        self.key(space, kind.rawValue, key, store)
    }

    private static func key(
        _ space: Int?,
        _ kind: UInt16,
        _ key: [UInt8],
        _ store: ExaminedStore
    ) -> RecordKey? {
        guard let space, store.directory.spaces.indices.contains(space),
            let record = RecordID(kind: kind, key: key)
        else { return nil }
        return RecordKey(space: space, record: record)
    }

    private static func officeKey(_ office: Int64, _ store: ExaminedStore) -> RecordKey? {
        let place = Directory.place(office)
        guard store.directory.offices.indices.contains(place) else { return nil }
        let path = store.directory.offices[place].path
        // The root stands in its own roster.
        let roster = store.directory.space(SpaceID(.roster, of: path.parent ?? path))
        return Self.key(roster, .office, Array(path.office.text.utf8), store)
    }

    private static func successionKey(
        _ roster: String,
        _ old: String,
        _ store: ExaminedStore
    ) -> RecordKey? {
        guard let roster = OfficePath(text: roster), let old = OfficePath(text: old) else {
            return nil
        }
        let space = store.directory.space(SpaceID(.roster, of: roster))
        return Self.key(space, .succession, SuccessionEntry.key(of: old, by: store.suite), store)
    }
}
