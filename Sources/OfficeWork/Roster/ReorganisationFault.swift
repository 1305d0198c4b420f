package import SyncProtocol

/// Why offices cannot go on as somebody says.
package enum ReorganisationFault: Error, Hashable, Sendable {
    /// No office is named, or no place where it goes.
    case incomplete(field: String)
    case search(OfficeSearchFault, field: String)
    /// No code and no path of an office, or one that lies too deep.
    case noPlace(String)
    /// An office beside the new one differs from it only by case.
    case twin(OfficePath, of: OfficePath)
    /// An office is to stay, but it has gone by another word than our own about this place.
    case saidElsewhere(Succession, of: OfficePath)
    case invalid(ValidationError)
}
