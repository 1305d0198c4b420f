/// How far the making of a backup has come.
package struct BackupProgress: Codable, Sendable, Equatable {
    package enum State: String, Codable, Sendable, CaseIterable {
        /// The store is being copied; `done` and `total` are bytes.
        case copying
        /// The copy is being examined; `done` and `total` are changes.
        case examining
        /// The attached files are being copied; `done` and `total` are bytes.
        case files
        /// Everything written is read once more for the list of hashes.
        case sealing
        /// The backup is whole, and on the disk.
        case done
        /// There is none: `error` says why.
        case failed
    }

    /// Rises whenever something else changes.
    package let revision: Int64
    package let folder: String
    package let state: State
    package let done: Int64
    /// Absent while it is not known.
    package let total: Int64?
    /// UTC milliseconds.
    package let startedAt: Int64
    /// What the backup holds, when it is done.
    package let summary: BackupSummary?
    package let error: APIError?

    package init(
        revision: Int64,
        folder: String,
        state: State,
        done: Int64 = 0,
        total: Int64? = nil,
        startedAt: Int64,
        summary: BackupSummary? = nil,
        error: APIError? = nil
    ) {
        self.revision = revision
        self.folder = folder
        self.state = state
        self.done = done
        self.total = total
        self.startedAt = startedAt
        self.summary = summary
        self.error = error
    }

    package var isOver: Bool { self.state == .done || self.state == .failed }
}
