package import Admin

extension NodeProcess {
    /// The indicators that the node shows for an office and all below it, of all periods.
    ///
    /// - Parameter office: nil for the node's own.
    package func totals(of office: String? = nil) async throws -> [DashboardRow] {
        try await self.client().dashboard(
            office: office,
            period: nil,
            after: nil,
            timeoutSeconds: 0,
            by: .unnamed
        ).rows
    }
}
