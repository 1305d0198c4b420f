internal import OrderedCollections
internal import SyncProtocol

/// No queue grows beyond its limit.
struct LimitChecker: Sendable {
    private static let name = "no queue beyond its limit"

    static func check(
        _ office: SimulatedOffice,
        at index: Int,
        _ plan: FaultPlan
    ) throws(CheckFailure) {
        let store = office.store
        guard store.waitingActCount <= SimulatedStore.waitingActsMax else {
            let detail = "\(store.waitingActCount) acts wait"
            throw CheckFailure(.correctness, Self.name, office: index, detail)
        }
        try Self.checkCredit(office, at: index, plan)
        guard store.durable.quarantineCount <= SimulatedStore.quarantineCountMax else {
            throw CheckFailure(.correctness, Self.name, office: index, "quarantine")
        }
    }

    /// What came over one link and waits for the writer stays within the link's credit.
    private static func checkCredit(
        _ office: SimulatedOffice,
        at index: Int,
        _ plan: FaultPlan
    ) throws(CheckFailure) {
        var waiting: OrderedDictionary<LinkID, Int> = [:]
        for batch in office.store.batches.elements {
            waiting[batch.id.link, default: 0] += batch.byteCount
        }
        // A sender may begin one batch while it has any credit left; a doubled frame counts once.
        let slack = WireLimits.batchByteCountTarget + ChangeLimits.bodyByteCountMax
        let copies = plan.network.duplicationPerMille > 0 ? 2 : 1
        let limit = copies * (plan.limits.creditByteCount + slack)
        for (link, byteCount) in waiting where byteCount > limit {
            let detail = "\(byteCount) bytes of \(link) wait"
            throw CheckFailure(.correctness, Self.name, office: index, detail)
        }
    }
}
