import OfficeWork
import Store
import SyncProtocol

extension OfficeService {
    /// Records, once, that somebody of this office has opened a directive that is addressed to it. For an office
    /// that is hosted here it counts when somebody signs or answers for it: whoever reads here has not read it
    /// in that office's name. Reading it goes on whatever becomes of that.
    func noteOpening(of reference: String) async {
        let own = self.office
        let now = SystemTime.milliseconds()
        let parts = try? await self.read { snapshot -> [LocalAct.Part] in
            let roster = try Roster(snapshot, own: own)
            let row = try DirectiveLookup(snapshot, roster).find(reference)
            guard row.addressing(own, roster) == .addressed else { return [] }
            // Most openings are noted already: then nothing is asked of the writer.
            let unopened = try snapshot.receipts(of: row.directive.id)
                .filter { $0.openedAt == nil }.map(\.office)
            guard unopened.contains(own) else { return [] }
            return [
                Receipt.opening(of: row.directive.id, issuer: row.issuer, by: own, at: now)
            ]
        }
        guard let parts, !parts.isEmpty else { return }
        _ = try? await self.write(LocalAct(user: nil, parts: parts))
    }
}
