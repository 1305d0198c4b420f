/// A receipt to be signed.
package struct ReceiptDraft: Codable, Sendable, Equatable {
    /// Directive id or 文号.
    package let directive: String
    /// The office that signs; this node's office when nil, or one that it hosts.
    package let office: String?

    package init(
        directive: String,
        office: String? = nil
    ) {
        self.directive = directive
        self.office = office
    }
}
