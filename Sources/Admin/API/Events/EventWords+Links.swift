internal import PlainText

// What is said of links and of what neighbours say of themselves.
extension EventWords {
    func link(_ kind: EventKind) -> Phrase {
        let office = self.text(.office)
        switch kind {
        case .linkLost:
            let since = self.moment(.since)
            return Phrase(
                "与 \(office) 的连接自 \(since.chinese) 起中断（\(self.reason.chinese)）；会自动重连，期间的变更待发。",
                "The link to \(office) has been lost since \(since.english) (\(self.reason.english)); it is tried again "
                    + "by itself, and what is written meanwhile waits."
            )
        case .linkReturned:
            return Phrase(
                "与 \(office) 的连接已恢复，中断约 \(self.count(.minutes)) 分钟。",
                "The link to \(office) is back after about \(self.count(.minutes)) min."
            )
        case .connectionRefused: return self.refusal
        case .twoNodes:
            return Phrase(
                "单位 \(office) 的同一节点似乎在两处同时运行（其一在 \(self.text(.address))），互相顶替连接；"
                    + "请停掉其中一个，或用新的邀请码让它作为备用节点加入。",
                "One node of office \(office) seems to run twice (once at \(self.text(.address))), and each pushes the "
                    + "other out; stop one, or let it join as a further node with an invitation of its own."
            )
        default: return self.statement(kind, office)
        }
    }

    private func statement(_ kind: EventKind, _ office: String) -> Phrase {
        let minutes = self.count(.minutes)
        switch kind {
        case .statementStale:
            return Phrase(
                "与单位 \(office) 的连接正常，但已 \(minutes) 分钟没有收到其运行声明；请该单位检查节点。",
                "The link to office \(office) is up, but for \(self.minutes) it has not said how it is; that office "
                    + "should look after its node."
            )
        case .statementMissed:
            return Phrase(
                "单位 \(office) 报警：已 \(minutes) 分钟没有收到本节点的运行声明；请检查本节点的存储与时钟。",
                "Office \(office) raises an alarm: for \(self.minutes) it has heard no statement of this node; look "
                    + "after its store and its clock."
            )
        default:
            let number = self.count(.number)
            return Phrase(
                "全国（\(office)）在 \(minutes) 分钟内未确认收存本单位第 \(number) 号上报变更，而上级连接正常；"
                    + "请与上级单位核对是否积压或被截留。",
                "Headquarters (\(office)) has not confirmed change \(number) of this office's reports for "
                    + "\(self.minutes), although the office above is linked; ask it whether the change waits or is "
                    + "withheld."
            )
        }
    }

    private var refusal: Phrase {
        let host = self.text(.host)
        guard self.text(.reason) != "enrolment-refused" else {
            let cause = Words.enrolment(self.text(.detail))
            return Phrase(
                "拒绝了来自 \(host) 的加入请求：\(cause.chinese)。",
                "A request to join from \(host) was refused: \(cause.english)."
            )
        }
        let detail = self.details.text(.detail).map { ("（\($0)）", " (\($0))") } ?? ("", "")
        return Phrase(
            "拒绝了来自 \(host) 的连接：\(self.reason.chinese)\(detail.0)。",
            "A connection from \(host) was refused: \(self.reason.english)\(detail.1)."
        )
    }
}
