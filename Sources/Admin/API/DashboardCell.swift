/// A child office's part of a row.
package struct DashboardCell: Codable, Sendable, Equatable {
    package let office: String
    package let officeName: String
    package let total: String
    package let offices: Int

    package init(
        office: String,
        officeName: String,
        total: String,
        offices: Int
    ) {
        self.office = office
        self.officeName = officeName
        self.total = total
        self.offices = offices
    }
}
