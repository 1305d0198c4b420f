package import OfficeWork
package import OrderedCollections
package import SyncProtocol

/// The rows that a decision changes. A storage engine saves each kind in one statement or two, whatever their
/// number; in which order they are saved is said by ``steps`` first, then the order here.
package struct RowChanges: Sendable {
    /// What happens to changes that are stored already, before anything else is saved.
    package enum Step: Sendable, Hashable {
        /// The end of a strand goes on under another name: changes, confirmations and the positions of the records
        /// of its space move.
        case move(StrandMove)
        /// The end of a feed of our own is withdrawn, with what was confirmed of it.
        case remove(ClosedRange<Int64>)
    }

    package struct StrandMove: Sendable, Hashable {
        package let positions: ClosedRange<Int64>
        /// What is added to each position.
        package let distance: Int64
        /// The place of the feed's space.
        package let space: Int
    }

    package struct Office: Sendable, Hashable {
        package let place: Int
        package let path: OfficePath
    }

    /// What a roster says of an office.
    package struct Listing: Sendable, Hashable {
        package let office: Int
        package let entry: OfficeEntry

        package init(office: Int, entry: OfficeEntry) {
            self.office = office
            self.entry = entry
        }
    }

    package struct Record: Sendable {
        package let state: [UInt8]
        package let isUnknown: Bool
        package let stored: StoredRecord
    }

    /// A row of the index of documents.
    package struct Document: Sendable, Hashable {
        package let record: RecordKey
        package let heading: RecordHeading

        package init(record: RecordKey, heading: RecordHeading) {
            self.record = record
            self.heading = heading
        }
    }

    /// A record that has a number which no other one of its issuer may have.
    package struct Holder: Sendable, Hashable {
        package let number: Needs.NumberKey
        package let key: [UInt8]
    }

    /// Names the row of an office about a directive.
    package struct AnswerKey: Sendable, Hashable {
        package let directive: [UInt8]
        /// The place of the office.
        package let office: Int

        package init(directive: [UInt8], office: Int) {
            self.directive = directive
            self.office = office
        }
    }

    package struct Reply: Sendable, Hashable {
        package let issuer: OfficePath
        package let at: Int64
        package let versions: Int
    }

    /// What is at odds in a record.
    package struct Conflict: Sendable, Hashable {
        /// How many fields.
        package let fields: Int
        /// When the latest of the values was written, UTC milliseconds.
        package let at: Int64
    }

    package struct AttachmentKey: Sendable, Hashable {
        package let record: RecordKey
        package let content: ContentID

        package init(record: RecordKey, content: ContentID) {
            self.record = record
            self.content = content
        }
    }

    package struct SuccessionKey: Sendable, Hashable {
        package let declaredBy: OfficePath
        package let from: OfficePath
    }

    package struct Quarantined: Sendable {
        package let id: Int64
        package let unit: QuarantinedUnit
        package internal(set) var times: Int64
    }

    package struct Event: Sendable, Hashable {
        package let id: Int64
        package let event: StoreEvent
    }

    package struct Audit: Sendable, Hashable {
        package let number: Int64
        /// UTC milliseconds.
        package let at: Int64
        /// Empty for what the node did by itself.
        package let user: String
        package let action: String
        package let subject: String
        package let records: String
        package let previous: Digest256
        package let hash: Digest256
    }

    package struct Delivery: Sendable, Hashable {
        package let peer: OfficePath
        package let note: Needs.NoteKey
    }

    package struct Forgetting: Sendable, Hashable {
        package let peer: OfficePath
        package let kind: NoteKind
        /// Of the notes kept here since, UTC milliseconds; nil for all.
        package let since: Int64?
    }

    package struct Confirmation: Sendable, Hashable {
        /// The place of the feed.
        package let feed: Int
        package let reader: OfficePath
        package let number: UInt64
    }

    package struct TokenUse: Sendable, Hashable {
        package let author: AuthorID
    }

    package struct Certificate: Sendable, Hashable {
        package let id: Int64
        package let ours: EqualityStatement
        package let theirs: EqualityStatement
    }

    package struct Damage: Sendable, Hashable {
        package let standing: DamageTable.Standing
        /// UTC milliseconds.
        package let noticedAt: Int64
    }

    /// All that follows from the feeds is taken away first.
    package internal(set) var clearsDerived = false
    package internal(set) var steps: [Step] = []
    package internal(set) var offices: [Office] = []
    package internal(set) var listings = OrderedDictionary<Int, Listing>()
    package internal(set) var authors: [(id: Int64, author: AuthorID)] = []
    /// By place.
    package internal(set) var spaces = OrderedSet<Int>()
    /// By place.
    package internal(set) var feeds = OrderedSet<Int>()
    /// New ones, by position.
    package internal(set) var changes = OrderedDictionary<Int64, StoredChange>()
    /// Those that take the place of damaged ones, by position.
    package internal(set) var mended = OrderedDictionary<Int64, StoredChange>()
    package internal(set) var records = OrderedDictionary<RecordKey, Record>()
    package internal(set) var floors = OrderedDictionary<Int, [VersionFloor]>()
    package internal(set) var successions = OrderedDictionary<SuccessionKey, SuccessionEntry?>()
    /// False for rows that go.
    package internal(set) var holders = OrderedDictionary<Holder, Bool>()
    /// False for rows that go.
    package internal(set) var documents = OrderedDictionary<Document, Bool>()
    package internal(set) var receipts = OrderedDictionary<AnswerKey, Receipt>()
    package internal(set) var replies = OrderedDictionary<AnswerKey, Reply>()
    /// Nil for rows that go.
    package internal(set) var attachments =
        OrderedDictionary<AttachmentKey, (id: Int64, attachment: Attachment)?>()
    /// Nil for rows that go.
    package internal(set) var conflicts = OrderedDictionary<RecordKey, Conflict?>()
    package internal(set) var totals = OrderedDictionary<TotalsKey, Totals>()
    package internal(set) var damage = OrderedDictionary<Int64, Damage?>()
    package internal(set) var quarantined = OrderedDictionary<Digest256, Quarantined>()
    /// Units of which the same bytes came again, and how often.
    package internal(set) var repeatedUnits = OrderedDictionary<Digest256, Int64>()
    package internal(set) var droppedUnits: [Int64] = []
    package internal(set) var events: [Event] = []
    package internal(set) var audits: [Audit] = []
    package internal(set) var forgotten: [Forgetting] = []
    package internal(set) var notes = OrderedDictionary<Needs.NoteKey, VerifiedNote>()
    package internal(set) var deliveries = OrderedDictionary<Delivery, NoteID>()
    /// When the reader said so, UTC milliseconds by its clock.
    package internal(set) var confirmations = OrderedDictionary<Confirmation, Int64>()
    package internal(set) var tokens = OrderedDictionary<Digest256, JoinPermit>()
    package internal(set) var tokenUses = OrderedDictionary<Digest256, TokenUse>()
    package internal(set) var certificates: [Certificate] = []
    /// What the store remembers about itself.
    package internal(set) var meta = OrderedDictionary<Meta, MetaValue>()

    package init() {}
}
