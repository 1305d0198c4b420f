internal import Decision
internal import OfficeWork
internal import OrderedCollections
internal import PlainText
internal import Store
internal import SyncProtocol

// What a node reads of its disk when it starts.

extension StoreImage {
    private static let pathSeparator: Character = "\n"

    /// Where the office stood before, the oldest first.
    var formerPaths: [OfficePath] {
        String(decoding: self.memory.bytes(.formerPaths) ?? [], as: UTF8.self)
            .split(separator: Self.pathSeparator).compactMap { OfficePath(text: $0) }
    }

    /// Gives the store over to the place where its office stands now. What was written before stays where it is.
    mutating func move(to new: OfficePath) throws(CheckFailure) {
        let text = String(decoding: self.memory.bytes(.path) ?? [], as: UTF8.self)
        guard let old = OfficePath(text: text), old != new else { return }
        if let snapshot = self.database {
            let database = try SimulatedDatabase(snapshot)
            try database.run { connection throws(StoreError) in
                try StoreMove.note(new, insteadOf: old, connection)
            }
            self.database = try database.snapshot()
        }
        let former = self.formerPaths.filter { $0 != new } + [old]
        let paths = former.map { "\($0)" }.joined(separator: String(Self.pathSeparator))
        self.memory.set(.bytes(Array(paths.utf8)), as: .formerPaths)
        self.memory.set(.bytes(Array("\(new)".utf8)), as: .path)
    }

    /// - Parameter now: UTC milliseconds.
    func state(for identity: OfficeIdentity, at now: Int64) -> StoreState {
        let author = identity.author
        var directory = self.directory(of: identity.path)
        for report in self.documents.documents(of: .report) {
            directory.addReports(1, of: self.spaces[report.record.space].owner)
        }
        let losses = self.memory.events.map(\.event).filter {
            StoreEvent.lossKinds.contains($0.kind)
        }
        let holdsOwn = directory.feeds.contains { $0.feed.author == author && $0.head.number > 0 }
        return StoreState(
            directory: directory,
            damage: DamageTable(
                self.memory.damage.elements.sorted { $0.key < $1.key }
                    .map { (position: $0.key, standing: $0.value.standing) }
            ),
            past: OwnPast(
                foundAt: self.committedAt,
                isMadeAnew: !holdsOwn && losses.contains { $0.kind == .storeMadeAnew },
                lossNoticedAt: losses.map(\.at).max(),
                lost: self.memory.bytes(.lostPast).flatMap { try? LostPast(decoding: $0) },
                goneCount: self.memory.number(.gone) ?? 0
            ),
            incarnation: self.incarnation,
            point: self.point,
            audit: self.memory.audit.map { AuditChain(number: $0.number, hash: $0.hash) } ?? .start,
            quarantine: self.quarantineTable.tally(
                dropped: self.memory.number(.quarantineDropped) ?? 0
            ),
            numbers: RowNumbers(
                event: self.memory.events.last?.id ?? 0,
                quarantine: self.quarantineTable.rows.values.map(\.id).max() ?? 0,
                attachment: self.documents.attachments.values.max() ?? 0,
                certificate: self.memory.lastCertificate
            ),
            documents: self.documentTally,
            own: identity.own,
            suite: identity.suite,
            at: now
        )
    }

    private var documentTally: DocumentTally {
        var tally = DocumentTally(
            unknownRecords: self.spaces.reduce(0) { count, space in
                count + space.records.rows.values.count { $0.isUnknown }
            },
            conflicts: self.documents.conflicts.count
        )
        for document in self.documents.documents {
            tally.add(1, of: document.record.record.kind)
        }
        for report in self.documents.documents(of: .report) {
            guard let period = report.heading.period else { continue }
            tally.addReports(1, of: period, answering: report.heading.about)
        }
        return tally
    }

    private func directory(of path: OfficePath) -> Directory {
        var directory = Directory(own: path, before: self.formerPaths)
        for office in self.offices {
            let place = directory.add(office.path)
            directory.set(office.listed, hostedBy: office.hostedBy, of: place)
        }
        for space in self.spaces {
            directory.add(space.space, owner: space.owner, digest: space.digest)
            if let entry = self.charters[space.space] { directory.use(entry, of: space.space) }
        }
        for (place, author) in self.authors.enumerated() {
            directory.add(author, id: Directory.id(place))
        }
        for feed in self.feedTable.entries {
            directory.add(feed)
            directory.count(feed, insteadOf: nil)
        }
        for (place, floors) in self.floors {
            for floor in floors { directory.setFloor(floor, by: place) }
        }
        directory.useWords(self.words.values.map(\.succession))
        return directory
    }
}
