/// What can happen on a node that people are told of: the one list behind the store, the API and the words for people.
package enum EventKind: String, Sendable, Hashable, CaseIterable {
    /// The node doubts its own past and writes on in a new incarnation.
    case incarnationOpened = "incarnation-opened"
    case clockCorrected = "clock-corrected"
    /// `cast-node recover` has made a new store.
    case storeMadeAnew = "store-made-anew"
    /// What came of a lost past.
    case pastRecovered = "past-recovered"
    /// A neighbour spoke of changes of ours that nobody has.
    case claimUnproven = "claim-unproven"
    /// Another node writes with this node's key.
    case copyWrites = "copy-writes"
    case feedForked = "feed-forked"
    case confirmationFalse = "confirmation-false"
    case backupRestored = "backup-restored"
    case officeMoved = "office-moved"
    case statementStale = "statement-stale"
    case statementMissed = "statement-missed"
    case unconfirmed = "unconfirmed"
    case refusedByPeer = "refused-by-peer"
    case connectionRefused = "connection-refused"
    /// A neighbour's node greets from two places.
    case twoNodes = "two-nodes"
    case linkLost = "link-lost"
    case linkReturned = "link-returned"
    /// The disk has not kept a change.
    case changeDamaged = "change-damaged"
    case changeMended = "change-mended"
    case changesRewritten = "changes-rewritten"
    case storeDamaged = "store-damaged"
    /// What is whole of a damaged store was saved into a new one.
    case storeSalvaged = "store-salvaged"
    /// An examination has found something wrong.
    case verifyFailed = "verify-failed"
    /// A later one has found nothing wrong any more.
    case verifyPassed = "verify-passed"
    case attachmentsNotKept = "attachments-not-kept"
    /// An office's branch has no place left, and an entry in a roster of it waits.
    case branchFull = "branch-full"

    /// What an event of this kind may say of itself. Words name all of it that is there.
    package var parameters: [EventParameter] {
        switch self {
        case .incarnationOpened: [.reason, .claimant]
        case .clockCorrected: [.reason, .clock, .datedTo]
        case .storeMadeAnew, .verifyPassed: []
        case .pastRecovered: [.madeAt, .recovered, .sources, .missing, .unasked, .reason, .forks]
        case .claimUnproven: [.claimant]
        case .copyWrites: [.recovered, .sources]
        case .feedForked: [.office, .number, .hereChange, .hereAt, .newChange, .newAt]
        case .confirmationFalse: [.office, .number]
        case .backupRestored: [.madeAt, .folder]
        case .officeMoved: [.from, .to]
        case .statementStale, .statementMissed: [.office, .minutes]
        case .unconfirmed: [.office, .number, .minutes]
        case .refusedByPeer: [.office, .feed, .number, .reason]
        case .connectionRefused: [.host, .reason, .detail]
        case .twoNodes: [.office, .address]
        case .linkLost: [.office, .since, .reason]
        case .linkReturned: [.office, .minutes]
        case .changeDamaged: [.feed, .number, .reason]
        case .changeMended: [.feed, .number, .office]
        case .changesRewritten: [.feed, .number, .whole, .restored, .lost]
        case .storeSalvaged: [.pages, .whole, .folder]
        case .storeDamaged, .attachmentsNotKept: [.fault]
        case .verifyFailed: [.problems, .fault]
        case .branchFull: [.office, .places]
        }
    }
}
