internal import PlainText

// What is said of a node's own past: restored, doubted, found again, written by a copy.
extension EventWords {
    func ownPast(_ kind: EventKind) -> Phrase {
        switch kind {
        case .incarnationOpened: return self.incarnation
        case .clockCorrected: return self.clock
        case .storeMadeAnew:
            return Phrase(
                "数据库丢失后已新建，内容将从邻居取回。",
                "The store was lost and made anew; its content is fetched from the neighbours."
            )
        case .pastRecovered: return self.recovered
        case .claimUnproven: return self.unproven
        case .copyWrites: return self.copy
        case .backupRestored:
            let (made, folder) = (self.moment(.madeAt), self.text(.folder))
            return Phrase(
                "已用 \(made.chinese) 的备份恢复本节点（\(folder)）。此后写入的内容将从邻居取回。",
                "This node was restored from the backup of \(made.english) (\(folder)). What was written later is "
                    + "fetched back from the neighbours."
            )
        default:
            let (old, new) = (self.text(.from), self.text(.to))
            return Phrase(
                "本单位已由 \(old) 迁至 \(new)，此后的内容写入新位置。",
                "This office has moved from \(old) to \(new); from now on it writes there."
            )
        }
    }

    private var incarnation: Phrase {
        switch self.text(.reason) {
        case "database-behind-fence":
            Phrase(
                "数据库比栅栏文件旧：可能恢复了旧备份或丢失了日志尾部。已启用新的写入序列，缺失内容将从邻居取回。",
                "The database is older than its fence: an old backup was restored or the end of the log was lost. "
                    + "Writing goes on in a new incarnation; what is missing will be fetched from the neighbours."
            )
        case "database-differs-from-fence":
            Phrase(
                "数据库与栅栏文件不一致：可能来自另一台机器或备份。已启用新的写入序列。",
                "The database does not match its fence: it may come from another machine or a backup. Writing goes on "
                    + "in a new incarnation."
            )
        case "store-salvaged":
            Phrase(
                "数据库文件已损坏，完好内容已转入新的数据库。已启用新的写入序列，缺失内容将从邻居取回。",
                "The file of the database was damaged and what is whole was saved into a new one. Writing goes on in a "
                    + "new incarnation; what is missing will be fetched from the neighbours."
            )
        case "own-change-damaged":
            Phrase(
                "本节点的一个变更在磁盘上已损坏。已启用新的写入序列。",
                "A change of this node is damaged on the disk. Writing goes on in a new incarnation."
            )
        case "fence-missing":
            Phrase(
                "缺少栅栏文件，或文件已损坏，无法确认数据库是最新的。已启用新的写入序列。",
                "The fence file is missing or damaged, so the database may be old. Writing goes on in a new incarnation."
            )
        default: self.neighbourAhead
        }
    }

    private var neighbourAhead: Phrase {
        let claimant = self.details.text(.claimant)
        return Phrase(
            "据\(claimant.map { "邻居 \($0) " } ?? "邻居")称，本单位写入的部分变更在本节点缺失。已启用新的写入序列，缺失内容将取回。",
            "\(claimant ?? "A neighbour") says that it holds changes of this office that are missing here. Writing goes "
                + "on in a new incarnation; what is missing will be fetched back."
        )
    }

    private var clock: Phrase {
        let (clock, dated) = (self.moment(.clock), self.moment(.datedTo))
        guard self.text(.reason) != "behind" else {
            return Phrase(
                "本节点的时钟落后：现为 \(clock.chinese)，早于本程序的发布日期，而已有内容的时间标到 \(dated.chinese)。"
                    + "请校准时钟。已启用新的写入序列，内容不丢失，也不会被暂存。",
                "The clock of this node is behind: it shows \(clock.english), which is before this program was made, "
                    + "and what is here is dated up to \(dated.english). Set the clock. Writing goes on in a new "
                    + "incarnation; nothing is lost, and nothing is held."
            )
        }
        return Phrase(
            "本节点的时钟被拨回：已有内容的时间标到 \(dated.chinese)，而现在的时钟为 \(clock.chinese)。"
                + "或者时钟曾经超前，或者现在落后；请与另一台时钟核对。已启用新的写入序列，从现在起写的内容立即生效。"
                + "若时钟曾经超前，那时写的内容，其他单位暂存到所标时间才生效；急用的请重新填写，以新填的为准。",
            "The clock of this node went back: what is here is dated up to \(dated.english), and it now shows "
                + "\(clock.english). Either it was ahead, or it is behind now; compare it with another clock. Writing "
                + "goes on in a new incarnation, so new work is in force at once. If it was ahead, other offices hold "
                + "what was written then until its time comes; write again what is urgent, and that will count."
        )
    }

    // MARK: What came back

    private var recovered: Phrase {
        let copy = self.details.number(.madeAt).map(ChinaTime.words)
        let (from, missing) = (self.sources, self.missing)
        let count = self.count(.recovered)
        let forks = self.count(.forks)
        let both =
            forks > 0
            ? Phrase(
                "副本恢复后、联网前写入的内容与原有内容并存（\(forks) 处），两个分支均已保留并合并。",
                " What was written on the copy before it was linked stands beside what was there "
                    + "(\(EnglishCount.text(forks, "place"))): both branches are kept and merged."
            )
            : Phrase(same: "")
        return Phrase(
            (copy.map { "本节点由 \($0.chinese) 的副本恢复" } ?? "本单位缺失的内容")
                + "：已取回本单位 \(count) 个变更\(from.chinese)\(missing.chinese)\(both.chinese)",
            (copy.map { "Restored from a copy of \($0.english)" }
                ?? "What this office had written and was missing")
                + ": \(EnglishCount.text(count, "change")) recovered\(from.english)\(missing.english)\(both.english)"
        )
    }

    private var missing: Phrase {
        guard let missing = self.details.number(.missing) else { return self.asFarAsKnown }
        guard missing > 0 else { return Phrase("，丢失 0 个。", ", 0 lost.") }
        let unasked = self.details.list(.unasked)
        guard !unasked.isEmpty else {
            return Phrase(
                "，另有 \(missing) 个变更已丢失：所有邻居均已询问，均无留存，请核对后重报。",
                ", \(missing) lost for good: every neighbour was asked and none has them. Compare with your papers and "
                    + "write them again."
            )
        }
        let names = Self.names(unasked)
        return Phrase(
            "，另有 \(missing) 个变更尚未找回；下列单位尚未连通，未能询问：\(names.chinese)。请待其连通后再核对，勿急于重报。",
            ", \(missing) not found so far. Not asked yet, because they have not been linked: \(names.english). Wait for "
                + "them before you write anything again."
        )
    }

    private var asFarAsKnown: Phrase {
        let isRoot = self.details.text(.reason) == "root"
        return Phrase(
            "，据邻居所知丢失 0 个。" + (isRoot ? "本单位自己的报告只存于本节点，邻居无从得知。" : ""),
            ", 0 lost as far as the neighbours know."
                + (isRoot
                    ? " They cannot know of this office's own reports, which nobody else has." : "")
        )
    }

    private var unproven: Phrase {
        let claimant = self.text(.claimant)
        return Phrase(
            "邻居 \(claimant) 称持有本单位缺失的变更，但没有任何邻居能够提供；本节点未发现缺失。请与该单位的管理员核实。",
            "\(claimant) said that it held changes of this office that are missing here, but no neighbour has any: "
                + "nothing is known to be lost. Ask the administrator of that office about it."
        )
    }

    private var copy: Phrase {
        let count = self.count(.recovered)
        return Phrase(
            "另有节点在用本节点的密钥写入，应是本节点数据文件夹的副本在运行：已收到 \(count) 个变更\(self.sources.chinese)，"
                + "均已保留并合并，本节点没有丢失内容。请停用该副本；需要第二个节点时，请另行邀请加入。"
                + "若没有副本在运行，而本节点的文件夹由旧副本恢复，则这些是取回的内容，无需处理。",
            "Another node writes with this node's key, so a copy of its data folder must be running: "
                + "\(EnglishCount.text(count, "change")) came\(self.sources.english), kept and merged; this node has "
                + "lost nothing. Stop the copy; a second node joins by an invitation of its own. If no copy runs and "
                + "this folder was put back from an older one, this is what came back, and nothing needs to be done."
        )
    }

    private var sources: Phrase {
        let sources = self.details.list(.sources)
        guard !sources.isEmpty else { return Phrase(same: "") }
        return Phrase(
            "（来自 \(sources.joined(separator: "、"))）",
            " from \(sources.joined(separator: " and "))"
        )
    }

    /// How many offices are named one by one.
    private static let namesMax = 5

    private static func names(_ offices: [String]) -> Phrase {
        let named = offices.prefix(Self.namesMax)
        let more = offices.count - named.count
        return Phrase(
            named.joined(separator: "、") + (more > 0 ? " 等 \(offices.count) 个单位" : ""),
            named.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
        )
    }
}
