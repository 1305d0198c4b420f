package import SyncProtocol

/// How far a directive has come at one office, by its own receipt.
package struct OfficeReceipt: Hashable, Sendable {
    package let office: OfficePath
    package let issuer: OfficePath
    /// UTC milliseconds.
    package let deliveredAt: Int64?
    /// When a person of the office first opened it, UTC milliseconds.
    package let openedAt: Int64?
    /// UTC milliseconds.
    package let signedAt: Int64?
    package let signedBy: String?

    package init(
        office: OfficePath,
        issuer: OfficePath,
        deliveredAt: Int64?,
        openedAt: Int64?,
        signedAt: Int64?,
        signedBy: String?
    ) {
        self.office = office
        self.issuer = issuer
        self.deliveredAt = deliveredAt
        self.openedAt = openedAt
        self.signedAt = signedAt
        self.signedBy = signedBy
    }
}
