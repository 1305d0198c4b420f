package import SyncProtocol

/// The figures of one office and one period: one record, one `choice` field for each indicator, so
/// that a data point's natural key is indicator, period and office.
package struct Figures: Hashable, Sendable {
    package let period: Period
    /// Ascending by indicator.
    package let values: [Figure]

    /// Nil when the key is no period.
    package init?(key: [UInt8], state: RecordState) {
        guard let period = Self.period(key: key) else { return nil }
        self.period = period
        self.values = Self.values(state)
    }

    /// The period that a record of this kind is about. Nil for a key that names none.
    package static func period(key: [UInt8]) -> Period? {
        Period(String(decoding: key, as: UTF8.self))
    }

    /// The figures that a record holds, ascending by indicator.
    ///
    /// An indicator that this version does not know means nothing here: without its digits and its
    /// aggregation a total would be wrong, and anybody could fill the lists of all above with numbers
    /// that nobody gave out. The version that knows it derives all totals anew.
    ///
    /// A figure that is no number, has too many digits or lies beyond ``Indicator/scaledValueMax`` is left
    /// out: it can have been written by a hostile office only, and must not upset the totals of all others.
    package static func values(_ state: RecordState) -> [Figure] {
        var result: [Figure] = []
        result.reserveCapacity(state.slots.count)
        for slot in state.slots {
            guard Self.isKnown(slot.number), case .choice(let choice) = slot.state,
                let latest = Self.latest(choice.live),
                let value = Self.scaled(latest, indicator: slot.number)
            else { continue }
            // What comes out must ascend even when a damaged state does not.
            if let last = result.last, last.indicator >= slot.number { continue }
            result.append(
                Figure(
                    indicator: slot.number,
                    value: value,
                    conflicts: Self.otherValues(choice.live, indicator: slot.number)
                )
            )
        }
        return result
    }

    /// What the change of one office's figures adds to its own totals and those of every ancestor.
    ///
    /// - Parameters:
    ///   - old: ascending by indicator, as ``values(_:)`` gives them.
    ///   - new: the same.
    /// - Returns: ascending by indicator; nothing for what did not change.
    package static func deltas(
        period: Period,
        old: [Figure],
        new: [Figure]
    ) -> [FigureDelta] {
        var result: [FigureDelta] = []
        result.reserveCapacity(max(old.count, new.count))
        var oldIndex = 0
        var newIndex = 0
        while oldIndex < old.count || newIndex < new.count {
            let indicator: UInt16
            switch (oldIndex < old.count, newIndex < new.count) {
            case (true, true): indicator = min(old[oldIndex].indicator, new[newIndex].indicator)
            case (true, false): indicator = old[oldIndex].indicator
            default: indicator = new[newIndex].indicator
            }
            var value: Int64 = 0
            var offices = 0
            var conflicts = 0
            if oldIndex < old.count, old[oldIndex].indicator == indicator {
                value = 0 &- old[oldIndex].value
                offices = -1
                conflicts = -old[oldIndex].conflicts
                oldIndex += 1
            }
            if newIndex < new.count, new[newIndex].indicator == indicator {
                value = value &+ new[newIndex].value
                offices += 1
                conflicts += new[newIndex].conflicts
                newIndex += 1
            }
            guard value != 0 || offices != 0 || conflicts != 0 else { continue }
            result.append(
                FigureDelta(
                    key: FigureKey(period: period, indicator: indicator),
                    value: value,
                    offices: offices,
                    conflicts: conflicts
                )
            )
        }
        return result
    }

    /// The intent that writes an office's figures of one period.
    ///
    /// - Parameter points: each indicator at most once.
    package static func intent(
        of office: OfficePath,
        period: Period,
        points: [DataPoint]
    ) -> RecordIntent {
        RecordIntent(
            space: SpaceID(.reports, of: office),
            record: RecordKind.figures.record(Array(period.text.utf8)),
            fields: points.sorted { $0.indicator.number < $1.indicator.number }.map {
                FieldIntent($0.indicator.number, .choose($0.storedValue))
            }
        )
    }
}

extension Figures {
    /// The number of digits behind the point by indicator number: the hot path of bulk loads needs
    /// nothing else of the catalogue.
    private static let fractionDigits: [Int] = [0] + Indicator.all.map(\.fractionDigits)

    private static func isKnown(_ indicator: UInt16) -> Bool {
        indicator > 0 && Int(indicator) < Self.fractionDigits.count
    }

    private static func latest(_ live: [ChoiceState.Entry]) -> Value? {
        guard var latest = live.first else { return nil }
        for entry in live.dropFirst() where (latest.stamp, latest.dot) < (entry.stamp, entry.dot) {
            latest = entry
        }
        return latest.value
    }

    /// How many different figures stand beside the latest. Two nodes that say the same leave nothing to
    /// be settled.
    private static func otherValues(_ live: [ChoiceState.Entry], indicator: UInt16) -> Int {
        guard live.count > 1 else { return 0 }
        let values = live.compactMap { Self.scaled($0.value, indicator: indicator) }.sorted()
        return zip(values, values.dropFirst()).count(where: !=)
    }

    /// A figure in units of the indicator's last digit; nil for what is no figure, or beyond all bounds.
    package static func scaled(_ value: Value, indicator: UInt16) -> Int64? {
        let digits = Self.isKnown(indicator) ? Self.fractionDigits[Int(indicator)] : 0
        let scaled: Int64?
        switch value {
        case .integer(let whole) where digits == 0: scaled = whole
        case .integer, .decimal: scaled = value.decimal?.scaled(fractionDigits: digits)
        case .text, .bytes, .bool, .list: scaled = nil
        }
        guard let scaled, (0...Indicator.scaledValueMax).contains(scaled) else { return nil }
        return scaled
    }
}
