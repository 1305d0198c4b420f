import Decision
import Store
import SyncProtocol

/// What the office's service does after each commit, beside the links.
struct CommitFollowers: Sendable {
    let versions = VersionWatch()
    let standings: StandingBook
    let reporters: ReporterBook
    let duties = DutyBook()
    let delivery: DeliveryKeeper
    private let store: OfficeStore

    init(store: OfficeStore, office: OfficePath) {
        self.store = store
        self.standings = StandingBook(version: store.version)
        self.reporters = ReporterBook(version: store.version)
        self.delivery = DeliveryKeeper(store: store, office: office)
    }

    /// Called on the writer's thread; returns at once.
    func committed(_ notices: [StoreNotice]) {
        // Whoever waits for news looks at once, so what is kept goes first.
        let version = self.store.version
        self.standings.committed(version, notices)
        self.reporters.committed(version, notices)
        self.versions.moved()
        self.delivery.committed(notices)
    }
}
