import OfficeWork
import SyncProtocol

/// What one office knows of others. The roster of a place that is not listed is not read there, unless all are.
struct KnownOffices: OfficeHistory {
    var successions = Successions.none
    var listings: [OfficePath: OfficeListing] = [:]
    var readsAll = false

    func listing(of office: OfficePath) -> OfficeListing? {
        self.listings[office] ?? (self.readsAll ? OfficeListing.none : nil)
    }
}
