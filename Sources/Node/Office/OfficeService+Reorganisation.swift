import Admin
import OfficeWork
import Store
import SyncProtocol

extension OfficeService {
    /// Writes into our roster where offices below us go on, or that they stay where they are.
    ///
    /// - Returns: as ids what was written, `OLD=NEW` with whole paths, several new ones by commas; an
    ///   office that stays is named on both sides.
    func reorganise(
        _ draft: ReorganisationDraft,
        by caller: Caller
    ) async throws -> Acknowledgement {
        let own = self.office
        let now = SystemTime.milliseconds()
        let (plan, intents) = try await self.read { snapshot in
            let roster = try Roster(snapshot, own: own)
            let plan = try ReorganisationPlan(draft, roster)
            return (plan, try plan.intents(reason: draft.reason ?? "", at: now, roster))
        }
        guard !intents.isEmpty else {
            return try await self.repeated(plan.ids, notInvited: plan.notInvited)
        }
        let act = LocalAct(user: caller.user, intents: intents)
        return try await self.acknowledged(plan.ids, act, notInvited: plan.notInvited)
    }
}
