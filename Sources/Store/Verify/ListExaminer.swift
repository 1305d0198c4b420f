internal import Decision
internal import OfficeWork
internal import SyncProtocol

/// Holds the lists of documents against the records from which they follow.
struct ListExaminer {
    /// A list that lies on the disk as rows of its own.
    enum List: Int, CaseIterable {
        case directives, numbers, receipts, replies, reports, attachments

        var chinese: String {
            switch self {
            case .directives: "文件目录"
            case .numbers: "文号目录"
            case .receipts: "签收目录"
            case .replies: "回复目录"
            case .reports: "报告目录"
            case .attachments: "附件目录"
            }
        }

        var english: String {
            switch self {
            case .directives: "The list of directives"
            case .numbers: "The list of document numbers"
            case .receipts: "The list of receipts"
            case .replies: "The list of replies"
            case .reports: "The list of reports"
            case .attachments: "The list of attached files"
            }
        }
    }

    /// Of each list, over its rows: so a store of any size is compared in little memory.
    private struct Digests: Equatable {
        private(set) var values = List.allCases.map { _ in SetDigest() }

        mutating func add(_ row: [SQLValue], to list: List) {
            var encoder = CBOREncoder(reservingCapacity: 128)
            encoder.array(count: row.count)
            for value in row {
                switch value {
                case .null, .rows: encoder.null()
                case .integer(let integer): encoder.integer(integer)
                case .text(let text): encoder.byteString(Array(text.utf8))
                case .bytes(let bytes): encoder.byteString(bytes)
                }
            }
            self.values[list.rawValue].insert(Digest256.hash(encoder.bytes))
        }
    }

    private var expected = Digests()

    // MARK: What follows from the records

    /// Takes in the records of a space.
    mutating func add(
        _ records: [RecordID: RecordState],
        of place: Int,
        _ space: Directory.Space
    ) {
        for (record, state) in records {
            switch (RecordKind(rawValue: record.kind), space.space.kind) {
            case (.directive, .directives): self.addDirective(record.key, state, place)
            case (.receipt, .receipts):
                guard let receipt = Receipt(key: record.key, state: state) else { break }
                let key = RowChanges.AnswerKey(directive: record.key, office: space.owner)
                self.expected.add(RowSaver.row(key, receipt), to: .receipts)
            case (.reply, .reports):
                let replies = Reply.all(key: record.key, state: state)
                guard let reply = RowChanges.Reply(replies) else { break }
                let key = RowChanges.AnswerKey(directive: record.key, office: space.owner)
                self.expected.add(RowSaver.row(key, reply), to: .replies)
            case (.report, .reports):
                guard let report = Report(key: record.key, state: state) else { break }
                let row = RowChanges.Report(report, id: record.key, office: space.owner)
                self.expected.add(RowSaver.row(row), to: .reports)
            default: break
            }
            for content in Set(Attachment.references(record.kind, state).map(\.content)) {
                self.expected.add(
                    [
                        .integer(Directory.id(place)), .integer(Int64(record.kind)),
                        .bytes(record.key), .bytes(content.bytes),
                    ],
                    to: .attachments
                )
            }
        }
    }

    private mutating func addDirective(_ key: [UInt8], _ state: RecordState, _ place: Int) {
        if let directive = Directive(key: key, state: state) {
            let row = RowChanges.Directive(directive, id: key, space: place)
            self.expected.add(RowSaver.row(row), to: .directives)
        }
        for holder in Set(RowChanges.Holder.all(in: state, id: key, space: place)) {
            self.expected.add(RowSaver.row(holder), to: .numbers)
        }
    }

    // MARK: What lies on the disk

    /// The lists that are not what they should be.
    func differences(_ connection: any SQLConnection) throws(StoreError) -> [List] {
        var found = Digests()
        try Self.addDirectives(connection, to: &found)
        try Self.addAnswers(connection, to: &found)
        return List.allCases.filter {
            found.values[$0.rawValue] != self.expected.values[$0.rawValue]
        }
    }

    private static func addDirectives(
        _ connection: any SQLConnection,
        to found: inout Digests
    ) throws(StoreError) {
        try connection.rows("SELECT issued_on, space, id, number, written_at FROM directive") {
            found.add(
                [
                    .text($0.text(0)), .integer($0.integer(1)), .bytes($0.bytes(2)),
                    .text($0.text(3)), .integer($0.integer(4)),
                ],
                to: .directives
            )
        }
        try connection.rows("SELECT space, number, id FROM directive_number") {
            found.add(
                [.integer($0.integer(0)), .text($0.text(1)), .bytes($0.bytes(2))],
                to: .numbers
            )
        }
        try connection.rows("SELECT space, kind, key, content FROM attachment") {
            found.add(
                [
                    .integer($0.integer(0)), .integer($0.integer(1)), .bytes($0.bytes(2)),
                    .bytes($0.bytes(3)),
                ],
                to: .attachments
            )
        }
    }

    private static func addAnswers(
        _ connection: any SQLConnection,
        to found: inout Digests
    ) throws(StoreError) {
        try connection.rows(
            """
            SELECT directive, office, issuer, delivered_at, opened_at, signed_at, signed_by
            FROM receipt
            """
        ) {
            found.add(
                [
                    .bytes($0.bytes(0)), .integer($0.integer(1)), .text($0.text(2)),
                    .optional($0.optionalInteger(3)), .optional($0.optionalInteger(4)),
                    .optional($0.optionalInteger(5)), .optional($0.optionalText(6)),
                ],
                to: .receipts
            )
        }
        try connection.rows("SELECT directive, office, issuer, at, versions FROM reply") {
            found.add(
                [
                    .bytes($0.bytes(0)), .integer($0.integer(1)), .text($0.text(2)),
                    .integer($0.integer(3)), .integer($0.integer(4)),
                ],
                to: .replies
            )
        }
        try connection.rows("SELECT submitted_at, office, id, period, directive FROM report") {
            found.add(
                [
                    .integer($0.integer(0)), .integer($0.integer(1)), .bytes($0.bytes(2)),
                    .text($0.text(3)), .optional($0.optionalText(4)),
                ],
                to: .reports
            )
        }
    }
}
