internal import OrderedCollections
package import SyncProtocol

/// Which receipts a node owes: one that a directive has arrived, for its own office and each one that it hosts, of those
/// that are addressed.
package struct DeliveryDuty: Hashable, Sendable {
    private let own: OfficePath
    /// For whom the node writes, its own office among them.
    private let offices: [OfficePath]
    /// Where the own office stood before.
    private let former: [OfficePath]

    package init(own: OfficePath, offices: [OfficePath], former: [OfficePath]) {
        self.own = own
        self.offices = offices
        self.former = former
    }

    /// Those of the node's offices that a directive is addressed to.
    package func addressed(
        by directive: IssuedDirective,
        _ history: some OfficeHistory
    ) -> [OfficePath] {
        self.offices.filter { directive.addressing($0, history) == .addressed }
    }

    /// Those of the addressed offices whose receipt is missing.
    ///
    /// - Parameter receipts: the offices that have a receipt. One that was written before the own office moved counts.
    package func missing(
        _ addressed: [OfficePath],
        having receipts: some Sequence<OfficePath>
    ) -> [OfficePath] {
        let known = OrderedSet(receipts)
        return addressed.filter { !self.places(of: $0).contains(where: known.contains) }
    }

    /// Where an office stands, and where it stood when a receipt may have been written.
    private func places(of office: OfficePath) -> [OfficePath] {
        [office] + self.former.compactMap { office.following(self.own, to: $0) }
    }
}
