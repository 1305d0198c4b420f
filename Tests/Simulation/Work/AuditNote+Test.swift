import SyncProtocol

extension AuditNote {
    /// Of acts whose audit row nobody reads.
    static let test = AuditNote(action: "test", subjects: ["test"], isByPart: false)
}
