package import SyncProtocol

/// A directive and who issued it.
package struct IssuedDirective: Hashable, Sendable {
    package let issuer: OfficePath
    package let directive: Directive

    package init(issuer: OfficePath, directive: Directive) {
        self.issuer = issuer
        self.directive = directive
    }

    /// Whether an office is meant, see ``Directive/addressing(_:issuer:_:)``.
    package func addressing(_ office: OfficePath, _ roster: some OfficeHistory) -> Addressing {
        self.directive.addressing(office, issuer: self.issuer, roster)
    }
}
