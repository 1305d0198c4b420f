package import OfficeWork
package import OrderedCollections
package import SyncProtocol

/// Rows that a decision must have before it can be made. A storage engine brings each kind in one statement,
/// whatever their number.
package struct Needs: Sendable, Hashable {
    package struct NoteKey: Sendable, Hashable {
        package let kind: NoteKind
        package let subject: [UInt8]
        package let signer: OfficePath

        package init(kind: NoteKind, subject: [UInt8], signer: OfficePath) {
            self.kind = kind
            self.subject = subject
            self.signer = signer
        }
    }

    package struct NumberKey: Sendable, Hashable {
        /// The place of the space.
        package let space: Int
        /// Of the record.
        package let kind: UInt16
        package let number: String

        package init(space: Int, kind: UInt16, number: String) {
            self.space = space
            self.kind = kind
            self.number = number
        }
    }

    package struct Children: Sendable, Hashable {
        /// The place of the office above.
        package let parent: Int
        package let period: Period
    }

    package struct Oldest: Sendable, Hashable {
        package let peer: String
        package let count: Int
    }

    package internal(set) var records = OrderedSet<RecordKey>()
    /// All records of these spaces.
    package internal(set) var wholeSpaces = OrderedSet<Int>()
    /// The keys of all figures in these spaces.
    package internal(set) var figures = OrderedSet<Int>()
    /// By position.
    package internal(set) var changes = OrderedSet<Int64>()
    /// All changes within these positions.
    package internal(set) var stretches = OrderedSet<ClosedRange<Int64>>()
    /// How many bytes the changes within these positions take.
    package internal(set) var lengths = OrderedSet<ClosedRange<Int64>>()
    package internal(set) var totals = OrderedSet<TotalsKey>()
    /// The totals of all direct children.
    package internal(set) var childTotals = OrderedSet<Children>()
    /// Directives by document number.
    package internal(set) var numbers = OrderedSet<String>()
    /// Which records of a space have a number, unsettled ones too.
    package internal(set) var holders = OrderedSet<NumberKey>()
    /// Whether there are directives of these ids.
    package internal(set) var directives = OrderedSet<[UInt8]>()
    /// Whether a node has joined for these offices.
    package internal(set) var joined = OrderedSet<OfficePath>()
    package internal(set) var tokens = OrderedSet<Digest256>()
    package internal(set) var notes = OrderedSet<NoteKey>()
    /// The confirmations about these offices.
    package internal(set) var confirmations = OrderedSet<OfficePath>()
    /// Notes by their ids.
    package internal(set) var noteIDs = OrderedSet<NoteID>()
    /// Whether these units are in quarantine.
    package internal(set) var quarantined = OrderedSet<Digest256>()
    /// The oldest units in quarantine of one neighbour.
    package internal(set) var oldest = OrderedSet<Oldest>()

    package init() {}

    package mutating func formUnion(_ other: Needs) {
        self.records.formUnion(other.records)
        self.wholeSpaces.formUnion(other.wholeSpaces)
        self.figures.formUnion(other.figures)
        self.changes.formUnion(other.changes)
        self.stretches.formUnion(other.stretches)
        self.lengths.formUnion(other.lengths)
        self.totals.formUnion(other.totals)
        self.childTotals.formUnion(other.childTotals)
        self.numbers.formUnion(other.numbers)
        self.holders.formUnion(other.holders)
        self.directives.formUnion(other.directives)
        self.joined.formUnion(other.joined)
        self.tokens.formUnion(other.tokens)
        self.notes.formUnion(other.notes)
        self.confirmations.formUnion(other.confirmations)
        self.noteIDs.formUnion(other.noteIDs)
        self.quarantined.formUnion(other.quarantined)
        self.oldest.formUnion(other.oldest)
    }
}
