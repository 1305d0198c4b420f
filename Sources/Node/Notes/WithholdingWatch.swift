import NIOCore
import Store
import SyncProtocol

/// Notices when headquarters does not confirm what this office has reported although the office above
/// is linked: somebody between them withholds it.
final class WithholdingWatch {
    private static let intervalMilliseconds: Int64 = 30_000

    private let context: NoteContext
    private var lookedAt: Int64 = 0
    /// The change about which people were told last.
    private var told: UnconfirmedRow?
    private var since: Int64?
    weak var driver: RelayDriver?

    init(_ context: NoteContext) {
        self.context = context
    }

    private var headquarters: OfficePath? {
        guard self.context.office.parent != nil else { return nil }
        return self.context.office.lineage.first
    }

    var alarms: [NoteAlarm] {
        guard let since = self.since, let headquarters = self.headquarters else { return [] }
        return [NoteAlarm(kind: .unconfirmed, office: headquarters, since: since)]
    }

    func tick() {
        let now = self.context.clock()
        let interval = min(Self.intervalMilliseconds, self.context.settings.confirmMilliseconds)
        guard let headquarters = self.headquarters, abs(now - self.lookedAt) >= interval else {
            return
        }
        self.lookedAt = now
        // A link that has just come up has not had the time yet.
        guard let parent = self.context.office.parent,
            let linkedAt = self.driver?.linkedSince(parent),
            now - linkedAt > self.context.settings.confirmMilliseconds
        else { return }
        let bound = NIOLoopBound(self, eventLoop: self.context.eventLoop)
        self.context.read { snapshot throws(StoreError) in
            try snapshot.unconfirmed(by: headquarters)
        } then: { rows in
            if let rows { bound.value.judge(rows, headquarters) }
        }
    }

    private func judge(_ rows: [UnconfirmedRow], _ headquarters: OfficePath) {
        let now = self.context.clock()
        let late = rows.filter { now - $0.writtenAt > self.context.settings.confirmMilliseconds }
        guard let oldest = late.min(by: { $0.writtenAt < $1.writtenAt }) else {
            self.since = nil
            return
        }
        self.since = oldest.writtenAt
        guard self.told != oldest else { return }
        self.told = oldest
        self.context.record(.unconfirmed(headquarters, oldest, at: now))
    }
}

extension StoreEvent {
    static func unconfirmed(
        _ headquarters: OfficePath,
        _ row: UnconfirmedRow,
        at now: Int64
    ) -> StoreEvent {
        let minutes = (now - row.writtenAt) / 60_000
        return StoreEvent(
            at: now,
            kind: NoteAlarm.Kind.unconfirmed.rawValue,
            chinese: "全国（\(headquarters)）在 \(minutes) 分钟内未确认收存本单位第 \(row.number) 号上报变更，"
                + "而上级连接正常；请与上级单位核对是否积压或被截留。",
            english:
                "Headquarters (\(headquarters)) has not confirmed change \(row.number) of this "
                + "office's reports for \(minutes) minutes, although the office above is linked; ask it "
                + "whether the change waits or is withheld.",
            subject: "\(row.feed)"
        )
    }
}
