import OfficeWork
import Store
import SyncProtocol

extension OfficeService {
    /// Records, once, that somebody here has opened a directive that is addressed to this office or to
    /// one that it hosts. Reading it goes on whatever becomes of that.
    func noteOpening(of reference: String) async {
        let own = self.office
        let now = SystemTime.milliseconds()
        let parts = try? await self.read { snapshot -> [LocalAct.Part] in
            let row = try Self.find(reference, snapshot)
            let roster = try Roster(snapshot, own: own)
            let offices = roster.offices.filter {
                roster.isOwnOrHosted($0.path)
                    && row.directive.addresses($0.path, level: $0.level, issuer: row.issuer)
            }
            guard !offices.isEmpty else { return [] }
            // Most openings are noted already: then nothing is asked of the writer.
            let unopened = try snapshot.receipts(of: row.directive.id)
                .filter { $0.openedAt == nil }.map(\.office)
            return offices.filter { unopened.contains($0.path) }.map { office in
                Receipt.opening(
                    of: row.directive.id,
                    issuer: row.issuer,
                    by: office.path,
                    at: now
                )
            }
        }
        guard let parts, !parts.isEmpty else { return }
        _ = try? await self.write(LocalAct(user: nil, parts: parts))
    }
}
