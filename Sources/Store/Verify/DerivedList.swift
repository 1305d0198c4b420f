internal import Decision
internal import OfficeWork
internal import SyncProtocol

/// A list that lies on the disk as rows of its own and follows from the records.
enum DerivedList: Int, CaseIterable {
    case documents, numbers, receipts, replies, attachments, offices, floors, successions
    case conflicts

    var chinese: String {
        switch self {
        case .documents: "文件与报告目录"
        case .numbers: "文号目录"
        case .receipts: "签收目录"
        case .replies: "回复目录"
        case .attachments: "附件目录"
        case .offices: "单位名册"
        case .floors: "版本下限目录"
        case .successions: "机构沿革目录"
        case .conflicts: "待定事项目录"
        }
    }

    var english: String {
        switch self {
        case .documents: "The index of documents"
        case .numbers: "The list of document numbers"
        case .receipts: "The list of receipts"
        case .replies: "The list of replies"
        case .attachments: "The list of attached files"
        case .offices: "The list of offices"
        case .floors: "The list of version floors"
        case .successions: "The list of offices that moved"
        case .conflicts: "The list of what is at odds"
        }
    }

    /// Those that order the list and together name one row; further columns stand behind them.
    var keyColumns: [StoreList.Column] {
        switch self {
        case .documents: [.integer, .integer, .integer, .bytes]
        case .numbers: [.integer, .integer, .text, .bytes]
        case .receipts, .replies: [.bytes, .integer]
        case .attachments: [.integer, .integer, .bytes, .bytes]
        case .offices: [.integer]
        case .floors: [.integer, .integer]
        case .successions: [.text, .text]
        case .conflicts: [.integer, .integer, .bytes]
        }
    }

    private var otherColumns: [StoreList.Column] {
        switch self {
        case .documents: [.text, .text, .text, .integer, .integer]
        case .numbers: []
        case .receipts: [.text, .integer, .integer, .integer, .text]
        case .replies: [.text, .integer, .integer]
        case .attachments: [.text, .text, .integer]
        case .offices: [.text, .text, .text, .text, .text, .integer]
        case .floors: [.integer]
        case .successions: [.text, .integer, .text]
        case .conflicts: [.integer, .integer]
        }
    }

    /// The place before all rows.
    var start: [KeyPart] {
        self.keyColumns.map { column in
            switch column {
            case .integer: .integer(.min)
            case .text: .text("")
            case .bytes: .bytes([])
            }
        }
    }

    // MARK: Rows

    /// The rows of some keys.
    func rows(
        of keys: [[SQLValue]],
        _ connection: any SQLConnection
    ) throws(StoreError) -> [DerivedRow] {
        guard !keys.isEmpty else { return [] }
        return try self.rows(connection, self.lookUp, [.rows(SQLRows(keys))])
    }

    /// The rows behind a key, in order.
    func rows(
        after key: [KeyPart],
        _ limit: Int,
        _ connection: any SQLConnection
    ) throws(StoreError) -> [DerivedRow] {
        try self.rows(connection, self.page, key.map(\.value) + [.integer(limit)])
    }

    private func rows(
        _ connection: any SQLConnection,
        _ sql: StaticString,
        _ values: [SQLValue]
    ) throws(StoreError) -> [DerivedRow] {
        let columns = self.keyColumns + self.otherColumns
        var rows: [DerivedRow] = []
        try connection.rows(sql, values) { row throws(StoreError) in
            let values = columns.enumerated().map { index, column -> SQLValue in
                if row.isNull(index) { return .null }
                return switch column {
                case .integer: .integer(row.integer(index))
                case .text: .text(row.text(index))
                case .bytes: .bytes(row.bytes(index))
                }
            }
            rows.append(DerivedRow(list: self, values: values))
            return true
        }
        return rows
    }

    private var lookUp: StaticString {
        switch self {
        case .documents:
            """
            SELECT d.kind, d.rank, d.space, d.key, d.number, d.period, d.about, d.due, d.step
            FROM rows(?1, 'bigint bigint bigint bytes') AS k
            JOIN document AS d ON d.kind = k.c1 AND d.rank = k.c2 AND d.space = k.c3
                AND d.key = k.c4
            """
        case .numbers:
            """
            SELECT d.space, d.kind, d.number, d.key FROM rows(?1, 'bigint bigint text bytes') AS k
            JOIN document_number AS d ON d.space = k.c1 AND d.kind = k.c2 AND d.number = k.c3
                AND d.key = k.c4
            """
        case .receipts:
            """
            SELECT d.directive, d.office, d.issuer, d.delivered_at, d.opened_at, d.signed_at,
                d.signed_by
            FROM rows(?1, 'bytes bigint') AS k
            JOIN receipt AS d ON d.directive = k.c1 AND d.office = k.c2
            """
        case .replies:
            """
            SELECT d.directive, d.office, d.issuer, d.at, d.versions
            FROM rows(?1, 'bytes bigint') AS k
            JOIN reply AS d ON d.directive = k.c1 AND d.office = k.c2
            """
        case .attachments:
            """
            SELECT d.space, d.kind, d.key, d.content, d.name, d.media_type, d.byte_count
            FROM rows(?1, 'bigint bigint bytes bytes') AS k
            JOIN attachment AS d ON d.space = k.c1 AND d.kind = k.c2 AND d.key = k.c3
                AND d.content = k.c4
            """
        case .offices:
            """
            SELECT d.id, d.level, d.name, d.name_english, d.hosted_by, d.listing, d.places
            FROM rows(?1, 'bigint') AS k JOIN office AS d ON d.id = k.c1
            """
        case .floors:
            """
            SELECT d.office, d.kind, d.version FROM rows(?1, 'bigint bigint') AS k
            JOIN version_floor AS d ON d.office = k.c1 AND d.kind = k.c2
            """
        case .successions:
            """
            SELECT d.declared_by, d.old_path, d.new_paths, d.since, d.listing
            FROM rows(?1, 'text text') AS k
            JOIN succession AS d ON d.declared_by = k.c1 AND d.old_path = k.c2
            """
        case .conflicts:
            """
            SELECT d.space, d.kind, d.key, d.fields, d.at
            FROM rows(?1, 'bigint bigint bytes') AS k
            JOIN record_conflict AS d ON d.space = k.c1 AND d.kind = k.c2 AND d.key = k.c3
            """
        }
    }

    private var page: StaticString {
        switch self {
        case .documents:
            """
            SELECT kind, rank, space, key, number, period, about, due, step FROM document
            WHERE (kind, rank, space, key) > (?1, ?2, ?3, ?4) ORDER BY kind, rank, space, key
            LIMIT ?5
            """
        case .numbers:
            """
            SELECT space, kind, number, key FROM document_number
            WHERE (space, kind, number, key) > (?1, ?2, ?3, ?4) ORDER BY space, kind, number, key
            LIMIT ?5
            """
        case .receipts:
            """
            SELECT directive, office, issuer, delivered_at, opened_at, signed_at, signed_by
            FROM receipt WHERE (directive, office) > (?1, ?2) ORDER BY directive, office LIMIT ?3
            """
        case .replies:
            """
            SELECT directive, office, issuer, at, versions FROM reply
            WHERE (directive, office) > (?1, ?2) ORDER BY directive, office LIMIT ?3
            """
        case .attachments:
            """
            SELECT space, kind, key, content, name, media_type, byte_count FROM attachment
            WHERE (space, kind, key, content) > (?1, ?2, ?3, ?4)
            ORDER BY space, kind, key, content LIMIT ?5
            """
        case .offices:
            """
            SELECT id, level, name, name_english, hosted_by, listing, places FROM office
            WHERE id > ?1 ORDER BY id LIMIT ?2
            """
        case .floors:
            """
            SELECT office, kind, version FROM version_floor
            WHERE (office, kind) > (?1, ?2) ORDER BY office, kind LIMIT ?3
            """
        case .successions:
            """
            SELECT declared_by, old_path, new_paths, since, listing FROM succession
            WHERE (declared_by, old_path) > (?1, ?2) ORDER BY declared_by, old_path LIMIT ?3
            """
        case .conflicts:
            """
            SELECT space, kind, key, fields, at FROM record_conflict
            WHERE (space, kind, key) > (?1, ?2, ?3) ORDER BY space, kind, key LIMIT ?4
            """
        }
    }
}
