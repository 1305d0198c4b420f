/// Which branch of the tree is wanted, and what is left of it.
package struct BranchQuery: Codable, Sendable, Equatable {
    /// Whose children: a code or a whole path; nil for the node's own office.
    package let office: String?
    /// What the code or a name has in it, in capitals or small letters; nil for all. A child stays when it or an
    /// office below it is meant.
    package let search: String?
    /// One of ``OfficeQuery/states`` or ``OfficeQuery/attention``; nil for all. A child stays when it or an office
    /// below it is meant.
    package let state: String?

    package init(office: String? = nil, search: String? = nil, state: String? = nil) {
        self.office = office
        self.search = search
        self.state = state
    }

    /// Which offices are meant, wherever they stand.
    package var filter: OfficeQuery { OfficeQuery(search: self.search, state: self.state) }
}
