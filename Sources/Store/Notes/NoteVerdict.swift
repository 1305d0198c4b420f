package import SyncProtocol

/// What became of a note that was to be kept.
package enum NoteVerdict: Sendable, Hashable {
    case kept
    /// A later one of its subject is here already, or it is the same.
    case older
    /// What it is about is not known here (yet): whoever sends it may offer it again.
    case subjectUnknown
    /// It says something about our own changes that is not so: kept in quarantine.
    case contradicted(FeedPosition)
}

/// A note as it is on disk.
package struct StoredNote: Sendable, Hashable {
    package let note: Note
    package let subject: [UInt8]
    package let signer: OfficePath
    /// UTC milliseconds, by the signer's clock.
    package let at: Int64
    /// UTC milliseconds, by the clock here.
    package let keptAt: Int64
}
