package import SyncProtocol

/// The kinds of records that the offices' work knows. The numbers are on the wire: never reuse one.
package enum RecordKind: UInt16, Sendable, Hashable, CaseIterable {
    /// One child of an office, in its roster space. Key: the child's id.
    case office = 1
    /// Where an office went on that moved, was renamed, merged or split, in the roster space of an
    /// office above both places. Key: the beginning of the hash of the old path.
    case succession = 2
    /// The lowest version that may write a kind of record, in a roster space. Key: the kind, two bytes.
    case versionFloor = 3
    /// 下发文件, in a directives space. Key: sixteen bytes.
    case directive = 10
    /// 签收, in a receipts space. Key: the directive's id.
    case receipt = 20
    /// 回复, in a reports space. Key: the directive's id.
    case reply = 21
    /// 进展报告, in a reports space. Key: sixteen bytes.
    case report = 22
    /// The figures of one office and one period, in a reports space. Key: the period's text.
    case figures = 23
}

extension RecordKind {
    /// The record of this kind with a key that a type of this target made.
    ///
    /// - Parameter key: 1...``RecordID/keyByteCountMax`` bytes, as every id and period has.
    package func record(_ key: [UInt8]) -> RecordID {
        guard let record = RecordID(kind: self.rawValue, key: key) else {
            preconditionFailure("a key of \(key.count) bytes was made by this program")
        }
        return record
    }
}

extension OfficeID {
    /// The record about the office in its parent's roster.
    package var record: RecordID { RecordKind.office.record(Array(self.text.utf8)) }
}

package enum DirectiveSubject {}
package enum ReportSubject {}

/// A directive: sixteen bytes chosen by whoever issues it, so that a repeated request is the same one.
package typealias DirectiveID = Identifier<DirectiveSubject>
/// A progress report: sixteen bytes chosen by whoever submits it.
package typealias ReportID = Identifier<ReportSubject>
