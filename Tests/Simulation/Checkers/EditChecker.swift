internal import Decision
internal import OrderedCollections
internal import SyncProtocol

/// A save takes the place of what its page showed and of nothing else; what somebody saw saved is lost to nobody who had
/// not seen it (design, D4).
///
/// It knows nothing of how fields merge. It remembers what each page showed and wrote: a text lives in its field until
/// a save of whose page it was a part is on a disk, and then no more.
package struct EditChecker: Sendable {
    private static let answerName =
        "a save is refused just when something is there that was not shown"
    private static let supersededName = "a save takes the place of what was shown alone"
    private static let lossName = "what somebody saw saved is not lost unseen"
    private static let inventionName = "nothing stands in a record that nobody saved"
    private static let userName = "what a user was told is saved is on disk"

    /// A text that is on a disk.
    private struct Saved: Sendable {
        let page: OpenPage
        let field: UInt16
        /// Somebody was told so.
        var isTold = false
    }

    /// What people wait to hear of.
    private var asked: OrderedDictionary<ActNumber, OpenPage> = [:]
    private var saved: OrderedDictionary<String, Saved> = [:]
    /// Of each record the texts in whose place nobody to whom they were shown has saved anything.
    private var living: OrderedDictionary<RecordReference, OrderedSet<String>> = [:]
    package private(set) var counts = EditCounts()

    package init() {}

    // MARK: People

    mutating func opened(_ page: OpenPage) {
        self.counts.opened += 1
        if !page.fieldsAtOdds.isEmpty { self.counts.atOdds += 1 }
    }

    mutating func asked(_ act: ActNumber, _ page: OpenPage) { self.asked[act] = page }

    /// Whether somebody waits for an answer of a node.
    func isWaiting(at office: Int) -> Bool { self.asked.values.contains { $0.office == office } }

    /// A node went down. Those who wait for its answer never get it.
    mutating func interrupted(at office: Int) -> [OpenPage] {
        let pages = self.asked.values.filter { $0.office == office }
        self.asked.removeAll { $0.value.office == office }
        return pages
    }

    /// Somebody hears that an act is saved.
    mutating func acknowledged(_ act: ActNumber, at office: Int) throws(CheckFailure) {
        guard let page = self.asked.removeValue(forKey: act) else { return }
        for entry in page.entries {
            guard self.saved[entry.text] != nil else {
                throw CheckFailure(.correctness, Self.userName, office: office, page.words)
            }
            self.saved[entry.text]?.isTold = true
        }
    }

    /// Somebody hears that an act is not saved.
    mutating func refused(_ act: ActNumber) { self.asked[act] = nil }

    // MARK: Decisions

    /// A commit is on the disk of a node.
    mutating func decided(_ outcome: CommitOutcome, at office: Int) throws(CheckFailure) {
        guard let image = outcome.imageAfterActs else { return }
        var writings: [EditWriting] = []
        for number in outcome.acts.keys.union(outcome.refused.keys).sorted() {
            guard let page = self.asked[number] else { continue }
            writings.append(try EditWriting(number, page, outcome, image))
        }
        for reference in OrderedSet(writings.map(\.page.reference)) {
            let here = writings.filter { $0.page.reference == reference }
            try Self.check(here, of: reference, on: image)
            for writing in here { self.take(writing) }
        }
    }

    /// Holds the answers that saves of one record got, in their order, against what stood there.
    private static func check(
        _ writings: [EditWriting],
        of reference: RecordReference,
        on image: StoreImage
    ) throws(CheckFailure) {
        // In the end that stands which stood after the last of them. What stood before the first that wrote into a
        // field is what that one took the place of.
        var standing: OrderedDictionary<UInt16, [String]> = [:]
        for field in EditedKind.fields {
            let first = writings.lazy.compactMap { $0.superseded[field] }.first
            standing[field] = first ?? Self.texts(in: reference, field, on: image)
        }
        for writing in writings {
            let (page, due) = (writing.page, writing.page.answer(on: standing))
            guard writing.answer == due else {
                let detail = "\(page.words): \(writing.answer), but due is \(due)"
                throw CheckFailure(.correctness, Self.answerName, office: page.office, detail)
            }
            // Who is refused is told what is there.
            if let field = due.refusedField, writing.present != standing[field] {
                let detail = "\(page.words): was told of \(writing.present)"
                throw CheckFailure(.correctness, Self.answerName, office: page.office, detail)
            }
            guard due == .saved else { continue }
            for entry in page.entries {
                guard writing.superseded[entry.field] == standing[entry.field] else {
                    let detail = "\(page.words): left \(standing[entry.field] ?? []) standing"
                    throw CheckFailure(
                        .correctness,
                        Self.supersededName,
                        office: page.office,
                        detail
                    )
                }
                standing[entry.field] = [entry.text]
            }
        }
        for field in EditedKind.fields {
            let texts = Self.texts(in: reference, field, on: image)
            guard texts == standing[field] else {
                let detail = "field \(field) of \(reference.space) holds \(texts)"
                let office = writings.first?.page.office
                throw CheckFailure(.correctness, Self.supersededName, office: office, detail)
            }
        }
    }

    private mutating func take(_ writing: EditWriting) {
        let page = writing.page
        switch writing.answer {
        case .saved:
            self.counts.saved += 1
            if page.isSettlement { self.counts.settlements += 1 }
            for entry in page.entries {
                self.saved[entry.text] = Saved(page: page, field: entry.field)
                self.living[page.reference, default: []].append(entry.text)
                self.living[page.reference]?.subtract((page.shown[entry.field] ?? [:]).values)
            }
        case .repeated: self.counts.repeated += 1
        case .unseen: self.counts.unseen += 1
        case .settled, .missing: self.counts.settled += 1
        }
    }

    // MARK: Disks

    /// Ascending.
    private static func texts(
        in reference: RecordReference,
        _ field: UInt16,
        on disk: StoreImage
    ) -> [String] {
        disk.state(reference).choices(field).map { $0.value.text ?? "\($0.value)" }.sorted()
    }

    /// A commit has changed some spaces at a node: what was saved there stands there, unless it was replaced.
    func check(
        _ spaces: some Sequence<SpaceID>,
        at office: Int,
        on disk: StoreImage
    ) throws(CheckFailure) {
        guard !self.living.isEmpty else { return }
        let spaces = OrderedSet(spaces)
        for reference in self.living.keys where spaces.contains(reference.space) {
            try self.check(reference, at: office, on: disk, isEnd: false)
        }
    }

    /// All have come together: every text that was saved and not replaced stands at every office that must have the
    /// record, and nothing else does.
    func checkEnd(_ offices: [SimulatedOffice]) throws(CheckFailure) {
        for (index, office) in offices.enumerated() where !office.isDead {
            let disk = office.store.durable
            for reference in self.living.keys
            where reference.space.isDuty(of: office.path, knowing: disk) {
                try self.check(reference, at: index, on: disk, isEnd: true)
            }
        }
    }

    private func check(
        _ reference: RecordReference,
        at office: Int,
        on disk: StoreImage,
        isEnd: Bool
    ) throws(CheckFailure) {
        let living = self.living[reference] ?? []
        for field in EditedKind.fields {
            let texts = Self.texts(in: reference, field, on: disk)
            for text in living where !texts.contains(text) {
                guard let saved = self.saved[text], saved.field == field,
                    isEnd || saved.page.office == office
                else { continue }
                let told = saved.isTold ? "its user was told so" : "nobody was told"
                let detail = "\(saved.page.words): \(text) is not there (\(told))"
                throw CheckFailure(.correctness, Self.lossName, office: office, detail)
            }
            for text in texts {
                let saved = self.saved[text]
                guard saved?.page.reference == reference, saved?.field == field,
                    !isEnd || living.contains(text)
                else {
                    let detail = "\(text) in field \(field) of \(reference.space)"
                    throw CheckFailure(.correctness, Self.inventionName, office: office, detail)
                }
            }
        }
    }
}
