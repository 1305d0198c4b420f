import Admin
import OfficeWork
import PlainText
import Store
import SyncProtocol

/// Says in this office's roster where offices below it go on.
struct ReorganisationService: Sendable {
    /// How often a plan is made anew because the roster changed meanwhile.
    private static let planningMax = 4

    let context: OfficeContext

    /// Writes into our roster where offices below us go on, or that they stay where they are.
    ///
    /// - Returns: as ids what was written, `OLD=NEW` with whole paths, several new ones by commas; an
    ///   office that stays is named on both sides.
    func reorganise(
        _ draft: ReorganisationDraft,
        by caller: Caller
    ) async throws -> Acknowledgement {
        for _ in 1..<Self.planningMax {
            do {
                return try await self.reorganiseOnce(draft, by: caller)
            } catch let error as APIError where error.rule == APIError.changedRule {
                continue
            }
        }
        return try await self.reorganiseOnce(draft, by: caller)
    }

    private func reorganiseOnce(
        _ draft: ReorganisationDraft,
        by caller: Caller
    ) async throws -> Acknowledgement {
        let space = SpaceID(.roster, of: self.context.office)
        let suite = self.context.identity.context.suite
        let now = SystemTime.milliseconds()
        let (plan, intents, digest) = try await self.context.read { snapshot, roster in
            let (plan, intents) = try Self.plan(draft, at: now, roster, by: suite)
            return (plan, intents, try snapshot.records.digest(of: space))
        }
        guard !intents.isEmpty else {
            return try await self.context.repeated(plan.ids, notInvited: plan.notInvited)
        }
        // What is written follows from all of our roster, not only from the records that change.
        let act = LocalAct(
            AuditNote(.officesReorganised, of: plan.ids.map { $0.replacing("=", with: " → ") }),
            user: try caller.person,
            intents: intents,
            if: [.isUnchanged(space, digest)] + plan.notInvited.map { .hasPlace($0) }
        )
        return try await self.context.acknowledged(plan.ids, act, notInvited: plan.notInvited)
    }

    private static func plan(
        _ draft: ReorganisationDraft,
        at now: Int64,
        _ roster: Roster,
        by suite: SignatureSuite
    ) throws(APIError) -> (ReorganisationPlan, [RecordIntent]) {
        do throws(ReorganisationFault) {
            let plan = try ReorganisationPlan(
                kind: draft.kind,
                offices: draft.offices,
                to: draft.to,
                roster
            )
            let reason = draft.reason ?? ""
            return (plan, try plan.intents(reason: reason, at: now, roster, by: suite))
        } catch {
            throw APIError(error, roster)
        }
    }
}
