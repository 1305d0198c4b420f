import OfficeWork
import Store
import SyncProtocol

extension OfficeService {
    /// Records, once, that somebody here has opened a directive that is addressed to this office or to
    /// one that it hosts. Reading it goes on whatever becomes of that.
    func noteOpening(of reference: String) async {
        let own = self.office
        let now = SystemTime.milliseconds()
        let intents = try? await self.read { snapshot -> [RecordIntent] in
            let row = try Self.find(reference, snapshot)
            let roster = try Roster(snapshot, own: own)
            let offices = roster.offices.filter {
                roster.isOwnOrHosted($0.path)
                    && row.directive.addresses($0.path, level: $0.level, issuer: row.issuer)
            }
            guard !offices.isEmpty else { return [] }
            let receipts = try snapshot.receipts(of: row.directive.id)
            return offices.compactMap { office -> RecordIntent? in
                let receipt = receipts.first { $0.office == office.path }
                // Not before the delivery is written: both are one record.
                guard let receipt, receipt.openedAt == nil else { return nil }
                return Receipt.opened(
                    row.directive.id,
                    issuer: row.issuer,
                    by: office.path,
                    at: now
                )
            }
        }
        guard let intents, !intents.isEmpty else { return }
        _ = try? await self.write(LocalAct(user: nil, act: nil, intents: intents))
    }
}
