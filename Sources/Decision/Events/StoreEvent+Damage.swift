internal import SyncProtocol

extension StoreEvent {
    /// The disk has not kept a change.
    package static let changeDamagedKind = "change-damaged"
    /// People are told of so many of them within an hour.
    static let damageToldMax = 32

    private static func name(_ change: ChangePlace) -> (chinese: String, english: String) {
        (
            "来源 \(change.feed) 的第 \(change.number) 号变更",
            "Change \(change.number) of feed \(change.feed)"
        )
    }

    static func changeDamaged(_ change: ChangePlace, isOwn: Bool, at now: Int64) -> StoreEvent {
        let name = Self.name(change)
        let next =
            isOwn
            ? (
                "不会再发送它及其后的变更，并向邻居索取；若无人留存，其后的内容将自动重新写入。新写入的内容不受影响。",
                "It is not sent any more, nor what stands behind it in the feed; neighbours are asked for it, and if "
                    + "none has it, what stands behind it is written again by itself. New work is not affected."
            )
            : (
                "不会转发它，正向持有它的邻居索取，取回后自动继续。",
                "It is not passed on; the neighbours that have it are asked for it, and all goes on by itself when it "
                    + "has come."
            )
        return StoreEvent(
            at: now,
            kind: Self.changeDamagedKind,
            chinese: "\(name.chinese)在本节点的磁盘上已损坏。\(next.0)请检查磁盘。",
            english: "\(name.english) is damaged on this node's disk. \(next.1) Examine the disk.",
            subject: "\(change.feed)"
        )
    }

    static func changeMended(
        _ change: ChangePlace,
        from peer: OfficePath,
        at now: Int64
    ) -> StoreEvent {
        let name = Self.name(change)
        return StoreEvent(
            at: now,
            kind: "change-mended",
            chinese: "\(name.chinese)曾损坏，已从 \(peer.office) 完整取回。",
            english:
                "\(name.english) was damaged here and has come back whole from \(peer.office).",
            subject: "\(change.feed)"
        )
    }

    /// - Parameters:
    ///   - count: how many changes behind it were whole.
    ///   - restored: of how many damaged ones the content was taken from the records.
    ///   - lost: of how many nothing is known.
    static func changesRewritten(
        _ change: ChangePlace,
        count: Int,
        restored: Int,
        lost: Int,
        at now: Int64
    ) -> StoreEvent {
        let name = Self.name(change)
        var chinese = "\(name.chinese)已损坏，已连通的邻居均无留存。其后完好的 \(count) 个变更已在新的写入序列中重新写入"
        var english =
            "\(name.english) is damaged, and no neighbour that is linked has it. The \(count) whole changes from there "
            + "on are written again in a new incarnation"
        if restored > 0 {
            chinese += "；\(restored) 个损坏变更的内容已由记录恢复"
            english += "; what \(restored) damaged said was taken from the records"
        }
        if lost > 0 {
            chinese += "；\(lost) 个损坏变更的内容已丢失，请核对后重报。"
            english +=
                "; what \(lost) damaged said is lost for good. Compare with your papers and write it again."
        } else {
            chinese += "。没有内容丢失。请检查磁盘。"
            english += ". Nothing is lost. Examine the disk."
        }
        return StoreEvent(
            at: now,
            kind: "changes-rewritten",
            chinese: chinese,
            english: english,
            subject: "\(change.feed)"
        )
    }
}
