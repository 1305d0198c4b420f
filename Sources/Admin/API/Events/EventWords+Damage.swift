internal import PlainText

// What is said of what the disk has not kept.
extension EventWords {
    func damage(_ kind: EventKind) -> Phrase {
        switch kind {
        case .changeDamaged: return self.changeDamaged
        case .changeMended:
            let office = self.text(.office)
            return Phrase(
                "\(self.change.chinese)曾损坏，已从 \(office) 完整取回。",
                "\(self.change.english) was damaged here and has come back whole from \(office)."
            )
        case .changesRewritten: return self.rewritten
        case .storeDamaged: return self.phrase(.fault)
        case .storeSalvaged: return self.salvaged
        case .verifyFailed:
            let count = self.count(.problems)
            return Phrase(
                "核查发现 \(count) 个问题，其中第一个：\(self.phrase(.fault).chinese)",
                "An examination has found problems (\(count)), the first: \(self.phrase(.fault).english)"
            )
        case .verifyPassed:
            return Phrase(
                "已再次核查全部内容，此前发现的问题均已消除。",
                "All was examined once more: nothing is left of what was found to be wrong."
            )
        default:
            return Phrase(
                "附件未能保存：\(self.phrase(.fault).chinese)",
                "A file could not be kept: \(self.phrase(.fault).english)"
            )
        }
    }

    private var change: Phrase {
        let (feed, number) = (self.text(.feed), self.count(.number))
        return Phrase("来源 \(feed) 的第 \(number) 号变更", "Change \(number) of feed \(feed)")
    }

    private var changeDamaged: Phrase {
        let next =
            self.text(.reason) == "own"
            ? Phrase(
                "不会再发送它及其后的变更，并向邻居索取；若无人留存，其后的内容将自动重新写入。新写入的内容不受影响。",
                "It is not sent any more, nor what stands behind it in the feed; neighbours are asked for it, and if "
                    + "none has it, what stands behind it is written again by itself. New work is not affected."
            )
            : Phrase(
                "不会转发它，正向持有它的邻居索取，取回后自动继续。",
                "It is not passed on; the neighbours that have it are asked for it, and all goes on by itself when it "
                    + "has come."
            )
        return Phrase(
            "\(self.change.chinese)在本节点的磁盘上已损坏。\(next.chinese)请检查磁盘。",
            "\(self.change.english) is damaged on this node's disk. \(next.english) Examine the disk."
        )
    }

    private var salvaged: Phrase {
        let (pages, whole) = (self.count(.pages), self.count(.whole))
        let kept = self.text(.folder)
        return Phrase(
            "数据库文件已损坏（\(pages) 页），完好的 \(whole) 个变更已转入新的数据库，记录与汇总已重新推导；缺失的变更将向邻居取回。"
                + "损坏的文件留存于 \(kept)，确认无误后可删除。请检查磁盘。",
            "The file of the database was damaged (pages: \(pages)). The \(whole) changes that are whole were saved into a "
                + "new one, and records and totals derived anew; what is missing is asked of the neighbours. The "
                + "damaged file is kept as \(kept) and may be removed once all is well. Examine the disk."
        )
    }

    private var rewritten: Phrase {
        let (whole, restored) = (self.count(.whole), self.count(.restored))
        let lost = self.count(.lost)
        var chinese =
            "\(self.change.chinese)已损坏，已连通的邻居均无留存。其后完好的 \(whole) 个变更已在新的写入序列中重新写入"
        var english =
            "\(self.change.english) is damaged, and no neighbour that is linked has it. The \(whole) whole changes from "
            + "there on are written again in a new incarnation"
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
        return Phrase(chinese, english)
    }
}
