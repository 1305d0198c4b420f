import Decision
import PlainText
import Store
import SyncProtocol

// What the event log says of alarms about notes.

extension StoreEvent {
    private static let minuteMilliseconds: Int64 = 60_000

    static func statementStale(_ peer: OfficePath, _ silence: Int64, at now: Int64) -> StoreEvent {
        let minutes = silence / Self.minuteMilliseconds
        return StoreEvent(
            at: now,
            kind: NoteAlarm.Kind.statementStale.rawValue,
            chinese: "与单位 \(peer) 的连接正常，但已 \(minutes) 分钟没有收到其运行声明；请该单位检查节点。",
            english:
                "The link to office \(peer) is up, but for \(EnglishCount.text(minutes, "minute")) it has not said how "
                + "it is; that office should look after its node.",
            subject: "\(peer)"
        )
    }

    static func statementMissed(_ peer: OfficePath, _ silence: Int64, at now: Int64) -> StoreEvent {
        let minutes = silence / Self.minuteMilliseconds
        return StoreEvent(
            at: now,
            kind: NoteAlarm.Kind.statementMissed.rawValue,
            chinese: "单位 \(peer) 报警：已 \(minutes) 分钟没有收到本节点的运行声明；请检查本节点的存储与时钟。",
            english:
                "Office \(peer) raises an alarm: for \(EnglishCount.text(minutes, "minute")) it has heard no statement "
                + "of this node; look after its store and its clock.",
            subject: "\(peer)"
        )
    }

    static func unconfirmed(
        _ headquarters: OfficePath,
        _ feed: UnconfirmedFeed,
        at now: Int64
    ) -> StoreEvent {
        let minutes = (now - feed.writtenAt) / Self.minuteMilliseconds
        return StoreEvent(
            at: now,
            kind: NoteAlarm.Kind.unconfirmed.rawValue,
            chinese: "全国（\(headquarters)）在 \(minutes) 分钟内未确认收存本单位第 \(feed.number) 号上报变更，"
                + "而上级连接正常；请与上级单位核对是否积压或被截留。",
            english:
                "Headquarters (\(headquarters)) has not confirmed change \(feed.number) of this "
                + "office's reports for \(EnglishCount.text(minutes, "minute")), although the office above is linked; ask it "
                + "whether the change waits or is withheld.",
            subject: "\(feed.feed)"
        )
    }
}
