package import SyncProtocol

/// That and when an office has answered a directive, by a reply or by a report that names it.
package struct OfficeAnswer: Hashable, Sendable {
    package let office: OfficePath
    /// When the reply was written, else when the first report was, UTC milliseconds.
    package let at: Int64
    /// Replies that stand beside each other; 0 when reports alone answer.
    package let versions: Int

    package init(office: OfficePath, at: Int64, versions: Int) {
        self.office = office
        self.at = at
        self.versions = versions
    }
}
