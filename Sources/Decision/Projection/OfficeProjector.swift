internal import OfficeWork
internal import OrderedCollections
internal import SyncProtocol

/// What a roster says of an office.
struct OfficeProjector {
    let transaction: Transaction

    func project(_ entry: RecordEntry, in space: Directory.Space) {
        guard let office = OfficeEntry(key: entry.record.key, state: entry.state),
            let path = office.path(in: space.space.owner)
        else { return }
        let place = self.transaction.office(path)
        self.transaction.state.directory.set(
            Directory.Listed(
                level: office.level,
                name: office.name,
                nameEnglish: office.nameEnglish,
                listing: office.listing,
                places: office.places
            ),
            hostedBy: office.hostedBy,
            of: place
        )
        self.transaction.news.isRosterChanged = true
        self.transaction.changes.listings[place] = RowChanges.Listing(office: place, entry: office)
    }
}
