package import SyncProtocol

/// Since when an office has stood in its parent's roster, and at which level it was when.
///
/// It follows from the stamps of signed changes alone, so everybody reads the same.
package struct OfficeListing: Hashable, Sendable {
    /// So many changes of level are told apart; what comes later does not count.
    package static let entriesMax = 32

    package struct Entry: Hashable, Sendable, Comparable {
        package let since: Stamp
        package let level: Level

        package init(since: Stamp, level: Level) {
            self.since = since
            self.level = level
        }

        package static func < (left: Self, right: Self) -> Bool {
            (left.since, left.level.rawValue) < (right.since, right.level.rawValue)
        }
    }

    /// Not known to stand in any roster.
    package static let none = OfficeListing([])

    /// Ascending; each with another level than the one before.
    package let entries: [Entry]

    /// - Parameter entries: in any order.
    package init(_ entries: [Entry]) {
        let changes = entries.sorted().reduce(into: [Entry]()) { changes, entry in
            if changes.last?.level != entry.level { changes.append(entry) }
        }
        self.entries = Array(changes.prefix(Self.entriesMax))
    }

    /// Of an office's record. One whose writer left field 5 out has been there since the oldest of the
    /// values of its level that still stand.
    init(_ state: RecordState) {
        let added = Self.entries(state.additions(OfficeField.levels.rawValue))
        self.init(
            added.isEmpty ? Self.entries(state.choices(OfficeField.level.rawValue)) : added
        )
    }

    private static func entries(_ values: [ChoiceState.Entry]) -> [Entry] {
        values.compactMap { value in
            value.value.text.flatMap { Level(rawValue: $0) }
                .map { Entry(since: value.stamp, level: $0) }
        }
    }

    /// At which level the office stood at a time; nil when it was not there yet.
    package func level(at time: Stamp) -> Level? {
        self.entries.last { $0.since <= time }?.level
    }

    /// At which level it came.
    package var firstLevel: Level? { self.entries.first?.level }
}

extension OfficeListing {
    /// The whole listing as one text, for a store: `stamp:level`, separated by blanks.
    package var text: String {
        self.entries.map { "\($0.since.raw):\($0.level.rawValue)" }.joined(separator: " ")
    }

    /// Reads ``text``; what makes no sense is left out.
    package init(text: String) {
        self.init(
            text.split(separator: " ").compactMap { part in
                let halves = part.split(separator: ":")
                guard halves.count == 2, let raw = UInt64(halves[0]),
                    let level = Level(rawValue: String(halves[1]))
                else { return nil }
                return Entry(since: Stamp(raw: raw), level: level)
            }
        )
    }
}
