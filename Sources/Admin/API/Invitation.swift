/// A single-use token. It is shown once and stored only as a hash.
package struct Invitation: Codable, Sendable, Equatable {
    package let token: String
    package let office: String
    /// UTC milliseconds.
    package let expiresAt: Int64

    package init(
        token: String,
        office: String,
        expiresAt: Int64
    ) {
        self.token = token
        self.office = office
        self.expiresAt = expiresAt
    }
}
