internal import HashTreeCollections
internal import OfficeWork
internal import OrderedCollections
internal import PlainText
internal import SyncProtocol

/// Which offices take a place in the branches above them, and what has to wait because a branch is full
/// (``BranchPlaces``, decision 0029).
struct PlaceKeeping {
    let transaction: Transaction

    private var directory: Directory { self.transaction.state.directory }

    // MARK: What waits

    /// Why what another office wrote cannot be taken in now: a branch has no place for what it brings.
    func shortage(for edits: [RecordEdit], in space: Int) -> Directory.Shortage? {
        guard self.transaction.context.steps.takes(.places),
            self.directory.spaces[space].space.kind == .roster
        else { return nil }
        var new = OrderedSet<RecordID>()
        for edit in edits where self.isNew(edit.record, in: space) { new.append(edit.record) }
        return self.directory.shortage(of: new.count, in: self.directory.spaces[space].owner)
    }

    /// Whether a record is about an office that takes no place yet and is to stand below the roster's.
    private func isNew(_ record: RecordID, in space: Int) -> Bool {
        let roster = self.directory.spaces[space].space.owner
        guard let path = self.path(of: record, in: space), path != roster else { return false }
        return !self.takesPlace(path)
    }

    /// The office that a roster's record is about.
    private func path(of record: RecordID, in space: Int) -> OfficePath? {
        guard record.kind == RecordKind.office.rawValue,
            self.directory.spaces[space].space.kind == .roster,
            let office = OfficeID(String(decoding: record.key, as: UTF8.self))
        else { return nil }
        return OfficeEntry.path(of: office, in: self.directory.spaces[space].space.owner)
    }

    /// A feed goes on once there is room. People at the office and at its parent are told, at most once an hour.
    ///
    /// - Parameter earlier: what the feed waited for until now.
    func wait(
        for shortage: Directory.Shortage,
        at feed: Int,
        insteadOf earlier: Directory.Shortage? = nil
    ) {
        let now = self.transaction.now
        var shortage = shortage
        if let earlier {
            // To have looked again in vain is no new beginning.
            shortage.since = earlier.office == shortage.office ? earlier.since : now
        } else {
            // Of what was held before a start nobody knows more than when the feed last grew.
            shortage.since = min(now, self.directory.feeds[feed].lastAt)
        }
        self.transaction.state.directory.shortages[feed] = shortage
        let (path, own) = (self.directory.path(at: shortage.office), self.transaction.identity.path)
        guard path == own || path.parent == own,
            let places = self.directory.places(of: shortage.office),
            self.transaction.state.quotas.fullBranches.isNew("\(path)", at: now)
        else { return }
        self.transaction.record(
            StoreEvent(
                at: now,
                kind: .branchFull,
                details: EventDetails().with(.office, "\(path)").with(.places, Int64(places)),
                subject: "\(path)"
            )
        )
    }

    // MARK: Who takes a place

    /// Counts an office as soon as its record is merged, so that the next change in the same transaction finds what is
    /// left.
    func take(_ entry: RecordEntry) {
        guard let path = self.path(of: entry.record, in: entry.space), !self.takesPlace(path),
            OfficeEntry(key: entry.record.key, state: entry.state) != nil
        else { return }
        let place = self.transaction.office(path)
        self.transaction.state.directory.setPlace(true, of: place)
        self.transaction.entering.append(place)
    }

    /// Only what is listed takes a place: whatever was merged after that has made of the records.
    func finish() {
        for place in self.transaction.entering where !self.directory.isListed(at: place) {
            self.transaction.state.directory.setPlace(false, of: place)
        }
        self.transaction.entering.removeAll()
    }

    // MARK: What is written here

    /// See `ActImage`.
    ///
    /// - Parameter claimed: offices that acts which are not merged yet will bring.
    func fullBranch(for office: OfficePath, beside claimed: OrderedSet<OfficePath>) -> FullBranch? {
        guard self.transaction.context.steps.takes(.places), !self.takesPlace(office),
            let roster = office.parent.flatMap({ self.directory.office($0) })
        else { return nil }
        let others = claimed.filter {
            $0 != office && $0.parent == office.parent && !self.takesPlace($0)
        }
        return self.directory.shortage(of: others.count + 1, in: roster).map { shortage in
            FullBranch(
                office: self.directory.path(at: shortage.office),
                used: self.directory.occupancy[shortage.office].used,
                places: self.directory.places(of: shortage.office) ?? 0
            )
        }
    }

    private func takesPlace(_ office: OfficePath) -> Bool {
        self.directory.office(office).map { self.directory.occupancy[$0].takesPlace } ?? false
    }
}
