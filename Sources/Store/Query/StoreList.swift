/// The lists that are read part by part, and by which columns each is ordered.
///
/// The columns of a list are unique together and an index has them in this order, so a part costs what it shows,
/// and both engines list the same.
package enum StoreList: UInt8, Sendable, Hashable, CaseIterable {
    case documents = 0x64
    case records = 0x72
    case feeds = 0x66
    case quarantine = 0x71
    case events = 0x65
    case audit = 0x6C
    case unknownRecords = 0x75
    case conflicts = 0x63

    enum Column: Sendable, Hashable {
        case integer
        case text
        case bytes
    }

    /// The first column MUST NOT have the greatest or least value that it could have: that stands for the place
    /// before all rows.
    var columns: [Column] {
        switch self {
        case .documents: [.integer, .integer, .bytes]
        case .records: [.bytes]
        case .feeds, .quarantine, .events, .audit: [.integer]
        case .unknownRecords: [.integer, .integer, .bytes]
        case .conflicts: [.integer, .integer, .integer, .bytes]
        }
    }

    /// Whether the row with the greatest key comes first.
    var isDescending: Bool {
        switch self {
        case .documents, .quarantine, .events, .audit, .conflicts: true
        case .records, .feeds, .unknownRecords: false
        }
    }

    /// The place before all rows.
    var start: [SQLValue] {
        self.columns.map { column in
            switch column {
            case .integer: .integer(self.isDescending ? Int64.max : Int64.min)
            case .text: .text("")
            case .bytes: .bytes([])
            }
        }
    }
}
