/// Where a backup is to be made.
package struct BackupDraft: Codable, Sendable, Equatable {
    /// A folder on the node's machine, from the root (`/`). It does not exist yet, or is empty.
    package let folder: String

    package init(folder: String) {
        self.folder = folder
    }
}
