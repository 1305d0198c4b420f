package import OfficeWork
package import SyncProtocol

/// The figures of a record, and when the latest of them was written.
package struct OwnFigures: Sendable {
    package let values: [Figure]
    /// UTC milliseconds; 0 when there are none.
    package let at: Int64

    package init(_ state: RecordState) {
        self.values = Figures.values(state)
        var latest = Stamp.zero
        for slot in state.slots {
            guard case .choice(let choice) = slot.state else { continue }
            for entry in choice.live { latest = max(latest, entry.stamp) }
        }
        self.at = latest.milliseconds
    }
}
