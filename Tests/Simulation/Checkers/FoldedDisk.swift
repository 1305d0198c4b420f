internal import OfficeWork
internal import OrderedCollections
internal import SyncProtocol

/// All that follows from the changes on a disk, folded anew in an order of its own. It is slow and obvious, and
/// knows nothing of how decisions are made.
struct FoldedDisk {
    /// What one office has reported for a period.
    private struct Source: Hashable {
        let office: OfficePath
        let period: Period
    }

    /// Names a sum.
    private struct Key: Hashable, Comparable {
        let office: OfficePath
        let figureKey: FigureKey

        static func < (left: Self, right: Self) -> Bool {
            left.office == right.office
                ? left.figureKey < right.figureKey : left.office < right.office
        }
    }

    private struct Sum {
        var value: Int64 = 0
        var offices = 0
        var conflicts = 0
    }

    private var spaces: OrderedDictionary<SpaceID, OrderedDictionary<RecordID, RecordState>> = [:]

    /// Applies all that is applied on a disk, feeds mixed at random.
    init(_ disk: StoreImage, at office: Int, random: inout SplitMix64) throws(CheckFailure) {
        var rest = disk.feeds.map { feed in
            (
                feed: feed.feed, office: feed.key.path,
                entries: feed.entries.filter { $0.head.number <= feed.applied }[...]
            )
        }
        while !rest.isEmpty {
            let choice = random.index(below: rest.count)
            guard let entry = rest[choice].entries.popFirst() else {
                rest.remove(at: choice)
                continue
            }
            guard let change = try? Change(decoding: entry.signed.body),
                let edits = try? change.edits()
            else {
                throw CheckFailure(
                    .correctness,
                    "what is on disk is readable",
                    office: office,
                    "\(rest[choice].feed) \(entry.head.number) cannot be read"
                )
            }
            self.apply(
                change,
                edits,
                id: ChangeID(prefixOf: entry.signed.digest),
                by: rest[choice].office
            )
        }
    }

    /// What this version reads is its owner's; what others write there counts for nothing.
    private mutating func apply(
        _ change: Change,
        _ edits: [RecordEdit],
        id: ChangeID,
        by office: OfficePath
    ) {
        let space = change.feed.space
        let origin = change.origin(id: id)
        var index: UInt32 = 0
        for edit in edits {
            let isForeign = office != space.owner && RecordKind(rawValue: edit.record.kind) != nil
            if !isForeign {
                self.spaces[space, default: [:]][edit.record, default: RecordState()]
                    .apply(edit.fields, from: origin, firstIndex: index)
            }
            index += UInt32(edit.fields.count)
        }
    }

    /// The first space whose records on the disk are others, or are kept in other bytes.
    func difference(from disk: StoreImage) -> SpaceID? {
        disk.spaceIDs.first { space in
            let folded = self.spaces[space] ?? [:]
            let stored = disk.storedRecords(of: space)
            return stored.count != folded.count
                || stored.contains { record, bytes in
                    guard let state = try? RecordState(decoding: bytes) else { return true }
                    return folded[record] != state
                }
        }
    }

    // MARK: Totals

    /// One line for each sum of all that the offices at some places and below them have reported.
    ///
    /// - Parameters:
    ///   - places: where the office stands, and where it stood before.
    ///   - successions: whoever follows on an office reports in its place.
    func totals(at places: [OfficePath], _ successions: Successions) -> [String] {
        let figures = self.figures
        var sums: OrderedDictionary<Key, Sum> = [:]
        for (source, own) in figures {
            let covered = successions.successors(of: source.office).flatMap { successor in
                figures[Source(office: successor, period: source.period)]?.map(\.indicator) ?? []
            }
            guard let place = places.first(where: { $0.contains(source.office) }) else { continue }
            for figure in own where !covered.contains(figure.indicator) {
                let figureKey = FigureKey(period: source.period, indicator: figure.indicator)
                for office in source.office.lineage where place.contains(office) {
                    sums[Key(office: office, figureKey: figureKey), default: Sum()].value &+=
                        figure.value
                    sums[Key(office: office, figureKey: figureKey)]?.offices += 1
                    sums[Key(office: office, figureKey: figureKey)]?.conflicts += figure.conflicts
                }
            }
        }
        return sums.sorted { $0.key < $1.key }.map { key, sum in
            StoreImage.totalLine(
                key.office,
                key.figureKey,
                sum.value,
                offices: sum.offices,
                conflicts: sum.conflicts
            )
        }
    }

    private var figures: OrderedDictionary<Source, [Figure]> {
        var figures: OrderedDictionary<Source, [Figure]> = [:]
        for (space, records) in self.spaces where space.kind == .reports {
            for (record, state) in records where record.kind == RecordKind.figures.rawValue {
                guard let period = Figures.period(key: record.key) else { continue }
                figures[Source(office: space.owner, period: period)] = Figures.values(state)
            }
        }
        return figures
    }
}
