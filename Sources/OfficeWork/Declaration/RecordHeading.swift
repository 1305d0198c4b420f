package import SyncProtocol

/// What lists go by of a record, and where it stands in them.
package struct RecordHeading: Sendable, Hashable {
    /// By which people name it.
    package let number: String?
    package let period: Period?
    /// The record that it is about, as it is written there.
    package let about: String?
    package let due: CivilDate?
    /// How far it has come; nil for a kind without steps.
    package let step: UInt32?
    /// Where it stands: of two records of a kind the one with the greater rank comes first.
    package let rank: Int64

    /// In the rank of a day stand the day, the milliseconds and the counter of the stamp of its writing, in so many bits:
    /// enough for the years 1791 to 2149, of writing up to 2109.
    private static let (dayBits, millisecondBits, counterBits): (Int64, Int64, Int64) = (17, 42, 5)

    package init(
        number: String? = nil,
        period: Period? = nil,
        about: String? = nil,
        due: CivilDate? = nil,
        step: UInt32? = nil,
        rank: Int64
    ) {
        self.number = number
        self.period = period
        self.about = about
        self.due = due
        self.step = step
        self.rank = rank
    }

    /// Nil for a kind of which there is no list, and for a record that is incomplete.
    package init?(_ record: RecordID, _ state: RecordState, by kind: RecordDeclaration) {
        guard let index = kind.index, kind.isComplete(state) else { return nil }
        func text(_ number: UInt16?) -> String? {
            guard let number, let text = state.standing(number)?.value.text, !text.isEmpty else {
                return nil
            }
            return DisplayText.cleaned(text)
        }
        self.number = text(index.number)
        self.period = text(index.period).flatMap { Period($0) }
        self.due = text(index.due).flatMap { CivilDate($0) }
        self.step = kind.stage.flatMap { state.stage($0.field.number)?.step }
        switch kind.key {
        case .of: self.about = kind.key.text(record.key)
        case .drawn, .office, .period, .bytes: self.about = text(index.about)
        }
        self.rank = Self.rank(state, by: index.date)
    }

    /// A date far ahead does not stay on top for good: nothing stands before what was written on its day.
    private static func rank(_ state: RecordState, by date: UInt16?) -> Int64 {
        guard let date, let (value, stamp) = state.standing(date) else {
            return state.writtenAt.milliseconds
        }
        let written = stamp.milliseconds
        if let instant = value.integer { return min(instant, written + CivilDate.dayMilliseconds) }
        let day = value.text.flatMap { CivilDate($0) }
        let listed = min(day ?? .last, CivilDate(milliseconds: written))
        let daysMax: Int64 = 1 << (Self.dayBits - 1)
        let days = max(-daysMax, min(Int64(listed.daysSinceEpoch), daysMax - 1))
        let milliseconds = min(written, (1 << Self.millisecondBits) - 1)
        let counter = min(Int64(stamp.counter), (1 << Self.counterBits) - 1)
        return (days << Self.millisecondBits | milliseconds) << Self.counterBits | counter
    }
}

extension RecordDeclaration {
    /// The title of a record; nil where it has none.
    package func title(of state: RecordState) -> String? {
        self.index?.title.flatMap { state.choice($0)?.text }.map(DisplayText.cleaned)
    }
}

extension RecordState {
    /// What holds in a `choice` or a `register`, and when it was written.
    fileprivate func standing(_ number: UInt16) -> (value: Value, stamp: Stamp)? {
        if let entry = self.choices(number).first { return (entry.value, entry.stamp) }
        for slot in self.slots where slot.number == number {
            if case .register(let state) = slot.state { return (state.value, state.stamp) }
        }
        return nil
    }

    /// When the latest of the values that stand in it was written.
    fileprivate var writtenAt: Stamp {
        let stamps = self.slots.compactMap { slot -> Stamp? in
            switch slot.state {
            case .register(let state): state.stamp
            case .choice(let state), .set(let state): state.live.map(\.stamp).max()
            case .counter(let state): state.parts.map(\.stamp).max()
            case .stage, .text, .unknown: nil
            }
        }
        return stamps.max() ?? .zero
    }
}
