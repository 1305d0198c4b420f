import PlainText
internal import SyncProtocol

extension StoreEvent {
    /// What `cast-node recover` leaves in the store that it makes.
    package static let madeAnewKind = "store-made-anew"

    /// What came of a lost past.
    package static let pastRecoveredKind = "past-recovered"
    /// Another node writes with this node's key.
    package static let copyWritesKind = "copy-writes"
    /// A neighbour's node greets from two places.
    package static let twoNodesKind = "two-nodes"
    /// People are told of copies of our own node so often within an hour.
    static let copiesToldMax = 1

    /// People are told of a feed's forks until it has so many strands: whoever forks on purpose must
    /// not wash all other events away.
    package static let strandsToldMax = 16
    /// And of so many forks within an hour; `cast-admin feeds` shows all.
    static let forksToldMax = 64

    /// One of the branches of a fork: its first change, and when that was written.
    struct Branch {
        let change: ChangeID
        let stamp: Stamp

        fileprivate var chinese: String {
            "\(self.change)（\(MomentText.chinese(self.stamp.milliseconds))）"
        }

        fileprivate var english: String {
            "\(self.change) of \(MomentText.english(self.stamp.milliseconds))"
        }
    }

    /// - Parameters:
    ///   - here: the branch that was here before; nil when it could not be read.
    ///   - new: the one that has just come.
    static func feedForked(
        _ feed: FeedID,
        of office: OfficePath,
        number: UInt64,
        here: Branch?,
        new: Branch,
        at: Int64
    ) -> StoreEvent {
        let first = here.map { ($0.chinese + "与", $0.english + " and ") } ?? ("", "")
        return StoreEvent(
            at: at,
            kind: "feed-forked",
            chinese: "单位 \(office.office) 的来源自第 \(number) 号变更起分叉："
                + "\(first.0)\(new.chinese)。各分支均已保留并合并，无需处理；"
                + "请核实该单位是否恢复过旧副本，或同时运行了两个节点。",
            english: "A feed of office \(office.office) has two branches from change \(number) on: "
                + "\(first.1)\(new.english). Both branches are kept and merged; nothing needs to be "
                + "done. Ask whether that office restored an old copy or runs two nodes.",
            subject: "\(feed)"
        )
    }

    /// What came of a node's lost past.
    ///
    /// - Parameters:
    ///   - sources: the offices that gave changes back.
    ///   - unasked: neighbours that have not been linked since.
    ///   - isRoot: headquarters' own reports go to nobody.
    static func pastRecovered(
        _ past: LostPast,
        from sources: [String],
        unasked: [OfficePath],
        isRoot: Bool,
        at: Int64
    ) -> StoreEvent {
        if let claimant = past.emptyClaimant { return Self.claimUnproven(claimant, at: at) }
        let (fromChinese, fromEnglish) = Self.from(sources)
        let copy = past.copyAt.map { (MomentText.chinese($0), MomentText.english($0)) }
        var chinese = copy.map { "本节点由 \($0.0) 的副本恢复" } ?? "本节点由较旧的副本恢复"
        var english =
            copy.map { "Restored from a copy of \($0.1)" } ?? "Restored from an older copy"
        chinese += "：已取回本单位 \(past.recovered) 个变更\(fromChinese)"
        english += ": \(Self.changes(past.recovered)) recovered\(fromEnglish)"
        if let missing = past.missing, missing > 0, !unasked.isEmpty {
            let names = Self.names(unasked)
            chinese += "，另有 \(missing) 个变更尚未找回；下列单位尚未连通，未能询问：\(names.chinese)。请待其连通后再核对，勿急于重报。"
            english +=
                ", \(missing) not found so far. Not asked yet, because they have not been linked: "
                + "\(names.english). Wait for them before you write anything again."
        } else if let missing = past.missing, missing > 0 {
            chinese += "，另有 \(missing) 个变更已丢失：所有邻居均已询问，均无留存，请核对后重报。"
            english +=
                ", \(missing) lost for good: every neighbour was asked and none has them. "
                + "Compare with your papers and write them again."
        } else if past.missing != nil {
            chinese += "，丢失 0 个。"
            english += ", 0 lost."
        } else {
            chinese += "，据邻居所知丢失 0 个。"
            english += ", 0 lost as far as the neighbours know."
            if isRoot {
                chinese += "本单位自己的报告只存于本节点，邻居无从得知。"
                english += " They cannot know of this office's own reports, which nobody else has."
            }
        }
        if past.forks > 0 {
            chinese += "副本恢复后、联网前写入的内容与原有内容并存，两个分支均已保留并合并。"
            english +=
                " What was written on the copy before it was linked stands beside what was there: "
                + "both branches are kept and merged."
        }
        return StoreEvent(at: at, kind: Self.pastRecoveredKind, chinese: chinese, english: english)
    }

    private static func from(_ sources: [String]) -> (chinese: String, english: String) {
        guard !sources.isEmpty else { return ("", "") }
        return (
            "（来自 \(sources.joined(separator: "、"))）",
            " from \(sources.joined(separator: " and "))"
        )
    }

    /// Changes of our own came that were never lost here.
    static func copyWrites(_ past: LostPast, from sources: [String], at: Int64) -> StoreEvent {
        let (fromChinese, fromEnglish) = Self.from(sources)
        return StoreEvent(
            at: at,
            kind: Self.copyWritesKind,
            chinese: "另有节点在用本节点的密钥写入，应是本节点数据文件夹的副本在运行："
                + "已收到 \(past.recovered) 个变更\(fromChinese)，均已保留并合并，本节点没有丢失内容。"
                + "请停用该副本；需要第二个节点时，请另行邀请加入。"
                + "若没有副本在运行，而本节点的文件夹由旧副本恢复，则这些是取回的内容，无需处理。",
            english: "Another node writes with this node's key, so a copy of its data folder must "
                + "be running: \(Self.changes(past.recovered)) came\(fromEnglish), kept and "
                + "merged; this node has lost nothing. Stop the copy; a second node joins by an invitation of its "
                + "own. If no copy runs and this folder was put back from an older one, this is what "
                + "came back, and nothing needs to be done."
        )
    }

    /// How many offices are named one by one.
    private static let namesMax = 5

    private static func names(_ offices: [OfficePath]) -> (chinese: String, english: String) {
        let named = offices.prefix(Self.namesMax).map { "\($0.office)" }
        let more = offices.count - named.count
        return (
            named.joined(separator: "、") + (more > 0 ? " 等 \(offices.count) 个单位" : ""),
            named.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
        )
    }

    /// A neighbour spoke of changes of ours that nobody has, it neither.
    private static func claimUnproven(_ claimant: String, at: Int64) -> StoreEvent {
        StoreEvent(
            at: at,
            kind: Self.pastRecoveredKind,
            chinese: "邻居 \(claimant) 称持有本单位缺失的变更，但没有任何邻居能够提供；本节点未发现缺失。"
                + "请与 \(claimant) 的管理员核实。",
            english: "\(claimant) said that it held changes of this office that are missing here, "
                + "but no neighbour has any: nothing is known to be lost. Ask the administrator of "
                + "\(claimant) about it."
        )
    }

    private static func changes(_ count: Int64) -> String {
        EnglishCount.text(count, "change")
    }
}
