internal import OfficeWork
package import OrderedCollections
package import SyncProtocol

/// The rows that were loaded for a decision. What was asked for and is not there stands here as absent; what stands
/// nowhere was not asked for.
package struct LoadedRows: Sendable {
    package struct Token: Sendable {
        package let token: JoinPermit
        package let usedBy: [UInt8]?

        package init(token: JoinPermit, usedBy: [UInt8]?) {
            self.token = token
            self.usedBy = usedBy
        }
    }

    package struct QuarantineUnit: Sendable {
        package let id: Int64
        package let byteCount: Int

        package init(id: Int64, byteCount: Int) {
            self.id = id
            self.byteCount = byteCount
        }
    }

    package struct Child: Sendable {
        /// The place of the office.
        package let office: Int
        /// Nil when the row is not what was written.
        package let totals: Totals?

        package init(office: Int, totals: Totals?) {
            self.office = office
            self.totals = totals
        }
    }

    package var records = OrderedDictionary<RecordKey, LoadedRecord>()
    package var wholeSpaces = OrderedDictionary<Int, [(record: RecordID, state: LoadedRecord)]>()
    package var figures = OrderedDictionary<Int, [[UInt8]]>()
    package var changes = OrderedDictionary<Int64, StoredChange?>()
    package var stretches = OrderedDictionary<ClosedRange<Int64>, [StoredChange]>()
    package var lengths = OrderedDictionary<ClosedRange<Int64>, Int64>()
    package var totals = OrderedDictionary<TotalsKey, LoadedTotals>()
    package var childTotals = OrderedDictionary<Needs.Children, [Child]>()
    package var numbers = OrderedDictionary<String, [RowChanges.Document]>()
    package var holders = OrderedDictionary<Needs.NumberKey, [[UInt8]]>()
    package var directives = OrderedDictionary<[UInt8], Bool>()
    package var joined = OrderedDictionary<OfficePath, Bool>()
    package var tokens = OrderedDictionary<Digest256, Token?>()
    package var notes = OrderedDictionary<Needs.NoteKey, KnownNote?>()
    package var confirmations = OrderedDictionary<OfficePath, [[UInt8]]>()
    package var noteIDs = OrderedDictionary<NoteID, Needs.NoteKey?>()
    package var quarantined = OrderedDictionary<Digest256, Bool>()
    package var oldest = OrderedDictionary<Needs.Oldest, [QuarantineUnit]>()

    package init() {}
}
