/// What an event can say beside its kind, under the name that it has in the API.
package enum EventParameter: String, Sendable, Hashable, CaseIterable {
    /// The office that it is about: its id or path.
    case office
    /// Who says that it holds changes of ours.
    case claimant
    /// An address without its port.
    case host
    /// An address with its port.
    case address
    case feed
    /// A change's number in its feed.
    case number
    /// A stable word.
    case reason
    /// What a line or a program said of it, as it said it.
    case detail
    /// Since when it has been so.
    case since
    /// For how long.
    case minutes
    /// What the clock shows.
    case clock
    /// The latest time that anything here bears.
    case datedTo
    /// When the copy or backup was made.
    case madeAt
    case folder
    /// How many changes came.
    case recovered
    /// How many changes have not come.
    case missing
    /// How many branches.
    case forks
    /// The offices that gave changes back.
    case sources
    /// The offices that have not been asked yet.
    case unasked
    /// The branch that was here: its first change, and when that was written.
    case hereChange, hereAt
    /// The branch that came.
    case newChange, newAt
    /// How many whole changes were written again.
    case whole
    /// Of how many damaged changes the content was taken from the records.
    case restored
    /// Of how many damaged changes nothing is known.
    case lost
    /// How many pages of the database's file are damaged.
    case pages
    /// How many offices a branch may hold.
    case places
    /// How many problems an examination has found.
    case problems
    /// What the store says is wrong, in both languages.
    case fault
    /// Where an office stood, and where it stands.
    case from, to

    /// What kind of value it has.
    package enum Form: Sendable, Hashable {
        case text
        case count
        /// UTC milliseconds.
        case moment
        case list
        case phrase
    }

    package var form: Form {
        switch self {
        case .office, .claimant, .host, .address, .feed, .reason, .detail, .folder, .hereChange,
            .newChange, .from, .to:
            .text
        case .number, .minutes, .recovered, .missing, .forks, .whole, .restored, .lost, .problems,
            .pages, .places:
            .count
        case .since, .clock, .datedTo, .madeAt, .hereAt, .newAt: .moment
        case .sources, .unasked: .list
        case .fault: .phrase
        }
    }
}
