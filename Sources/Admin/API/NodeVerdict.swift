import PlainText

/// How a node is, in one word and one sentence.
package struct NodeVerdict: Sendable, Equatable {
    package enum Cause: Sendable, Equatable {
        case noLinks
        /// All links are down, or one is refused.
        case broken
        /// Something waits, is quarantined or lasts too long.
        case attention
        case fine
    }

    package let cause: Cause
    package let word: Phrase
    package let sentence: Phrase

    package init(_ status: NodeStatus) {
        let links = status.links
        let all = Numerals.grouped(links.count)
        let copies = Self.copies(status)
        let inSync = links.count { $0.state == "inSync" }
        let broken = links.filter { $0.state == "offline" || $0.state == "refused" }
        // Whoever compares has nothing to look after: it ends by itself, in step or behind.
        let comparing = links.count { $0.state == "comparing" }
        let isAttentionNeeded =
            inSync + comparing < links.count || status.quarantined > 0 || status.held > 0
            || !status.alarms.isEmpty
        if links.isEmpty {
            self.cause = .noLinks
            self.word = Phrase("尚无链路", "No links yet")
            self.sentence = Phrase("本节点尚未与任何单位相连。", "This node is not linked to any office yet.")
        } else if broken.contains(where: { $0.state == "refused" }) || broken.count == links.count {
            self.cause = .broken
            self.word = Phrase("同步中断", "Not syncing")
            let count = Numerals.grouped(broken.count)
            self.sentence = Phrase(
                "\(all) 条链路中有 \(count) 条不通；本地仍可正常工作，恢复后自动补齐\(copies.chinese)。",
                "\(count) of \(EnglishCount.text(links.count, "link", digits: all)) down; work goes on here "
                    + "and catches up by itself\(copies.english)."
            )
        } else if isAttentionNeeded {
            self.cause = .attention
            self.word = Phrase("需要留意", "Needs attention")
            let count = Numerals.grouped(inSync)
            self.sentence = Phrase(
                "\(all) 条链路中 \(count) 条已同步；隔离 \(status.quarantined) 件，暂存待验 \(status.held) 件\(copies.chinese)。",
                "\(count) of \(EnglishCount.text(links.count, "link", digits: all)) in sync; "
                    + "\(status.quarantined) quarantined, \(status.held) held\(copies.english)."
            )
        } else if comparing > 0 {
            self.cause = .fine
            self.word = Phrase("正在比对", "Comparing")
            let count = Numerals.grouped(inSync)
            self.sentence = Phrase(
                "\(all) 条链路中 \(count) 条已同步，其余正在比对；无隔离。",
                "\(count) of \(EnglishCount.text(links.count, "link", digits: all)) in sync, the others are comparing; "
                    + "nothing is quarantined."
            )
        } else {
            self.cause = .fine
            self.word = Phrase("同步正常", "In sync")
            self.sentence = Phrase(
                "\(all) 条链路全部同步，无积压、无隔离。",
                "\(EnglishCount.text(links.count, "link", digits: all)), all in sync; nothing waits, "
                    + "nothing is quarantined."
            )
        }
    }

    /// Names the offices of whose node a copy was noticed.
    private static func copies(_ status: NodeStatus) -> Phrase {
        let names = status.alarms.filter { $0.kind == StandingAlarm.copySeenKind }
            .map { "\($0.officeName) (\($0.office))" }
        guard !names.isEmpty else { return Phrase(same: "") }
        return Phrase(
            "；\(Words.copySeen.chinese)：\(names.joined(separator: "、"))",
            "; \(Words.copySeen.english): \(names.joined(separator: ", "))"
        )
    }
}
