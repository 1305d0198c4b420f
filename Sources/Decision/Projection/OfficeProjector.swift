internal import OfficeWork
internal import OrderedCollections
internal import SyncProtocol

/// What a roster says of an office.
struct OfficeProjector {
    let transaction: Transaction

    func project(_ entry: RecordEntry, in space: Directory.Space) {
        guard let office = OfficeEntry(key: entry.record.key, state: entry.state) else { return }
        let owner = space.space.owner
        // The root's roster lists the root, too.
        let isRoot = owner.depth == 1 && owner.office == office.office
        guard let path = isRoot ? owner : owner.child(office.office) else { return }
        // No office is below itself, whatever a roster says.
        guard isRoot || !owner.ids.contains(office.office) else { return }
        let place = self.transaction.office(path)
        self.transaction.state.directory.set(
            Directory.Listed(
                level: office.level,
                name: office.name,
                nameEnglish: office.nameEnglish,
                listing: office.listing
            ),
            hostedBy: office.hostedBy,
            of: place
        )
        self.transaction.news.isRosterChanged = true
        self.transaction.changes.listings[place] = RowChanges.Listing(office: place, entry: office)
    }
}
