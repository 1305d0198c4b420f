internal import OfficeWork
package import SyncProtocol

/// A single-use permission to join under this office. The token itself is never stored.
package struct JoinPermit: Sendable, Hashable {
    /// The hash of the token.
    package let hash: Digest256
    /// The office that may join.
    package let office: OfficePath
    package let level: Level
    package let name: String
    package let nameEnglish: String?
    package let madeBy: String
    /// UTC milliseconds.
    package let expiresAt: Int64

    package init(
        hash: Digest256,
        office: OfficePath,
        level: Level,
        name: String,
        nameEnglish: String?,
        madeBy: String,
        expiresAt: Int64
    ) {
        self.hash = hash
        self.office = office
        self.level = level
        self.name = name
        self.nameEnglish = nameEnglish
        self.madeBy = madeBy
        self.expiresAt = expiresAt
    }

    /// What comes of handing in a token.
    package enum Use: Sendable, Hashable {
        /// It was good, and is now used up.
        case accepted(JoinPermit)
        case unknown
        case expired
        case usedBefore
        /// It was made for another office; it stays good for that one.
        case wrongOffice
    }
}
