internal import SyncProtocol

/// No queue grows beyond its limit.
struct LimitChecker: Sendable {
    private static let name = "no queue beyond its limit"
    /// Beyond credit, a sender may have begun one batch; duplicated frames may double what is there.
    private static let batchesPerLinkMax = 4096

    static func check(_ office: SimulatedOffice, at index: Int) throws(CheckFailure) {
        let store = office.store
        guard store.waitingActCount <= SimulatedStore.waitingActsMax else {
            let detail = "\(store.waitingActCount) acts wait"
            throw CheckFailure(.correctness, Self.name, office: index, detail)
        }
        let linkCount = office.relay?.links.count ?? 0
        let limit = SimulatedStore.waitingActsMax + (linkCount + 1) * Self.batchesPerLinkMax
        guard store.waiting.count <= limit else {
            let detail = "\(store.waiting.count) pieces of work wait"
            throw CheckFailure(.correctness, Self.name, office: index, detail)
        }
        guard store.durable.quarantine.count <= StoreImage.quarantineCountMax else {
            throw CheckFailure(.correctness, Self.name, office: index, "quarantine")
        }
    }
}
