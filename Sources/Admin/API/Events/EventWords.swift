package import PlainText

/// What is said of an event to people, made from its kind and its values: the one place for it.
package struct EventWords {
    let details: EventDetails

    package init(_ details: EventDetails) {
        self.details = details
    }

    package func text(_ kind: EventKind) -> Phrase {
        switch kind {
        case .incarnationOpened, .clockCorrected, .storeMadeAnew, .pastRecovered, .claimUnproven,
            .copyWrites, .backupRestored, .officeMoved:
            self.ownPast(kind)
        case .changeDamaged, .changeMended, .changesRewritten, .storeDamaged, .storeSalvaged,
            .verifyFailed, .verifyPassed,
            .attachmentsNotKept:
            self.damage(kind)
        case .feedForked, .confirmationFalse, .refusedByPeer: self.ofFeed(kind)
        case .statementStale, .statementMissed, .unconfirmed, .connectionRefused, .twoNodes,
            .linkLost, .linkReturned:
            self.link(kind)
        case .branchFull: self.branchFull
        }
    }

    // MARK: Values

    func text(_ name: EventParameter) -> String { self.details.text(name) ?? "—" }

    /// Zero where it is not there.
    func count(_ name: EventParameter) -> Int64 { self.details.number(name) ?? 0 }

    func moment(_ name: EventParameter) -> Phrase {
        self.details.number(name).map(ChinaTime.words) ?? Phrase(same: "—")
    }

    func phrase(_ name: EventParameter) -> Phrase {
        self.details.phrase(name).map { Phrase($0.chinese, $0.english) } ?? Phrase(same: "—")
    }

    /// The stable word of the reason, as people say it.
    var reason: Phrase { Words.reason(self.text(.reason)) }

    /// So many minutes, in English.
    var minutes: String { EnglishCount.text(self.count(.minutes), "minute") }

    // MARK: Rosters

    private var branchFull: Phrase {
        let (office, places) = (self.text(.office), self.count(.places))
        return Phrase(
            "单位 \(office) 的名额已满（下级单位合计至多 \(places) 个），超出的登记暂存待验，其余照常。"
                + "请核实后由其上级增加名额：cast-admin office places。",
            "The branch of \(office) is full (at most \(places) offices below it). Entries beyond that are held, all "
                + "else goes on. Find out why; its parent can grant more places: cast-admin office places."
        )
    }

    // MARK: Feeds

    private func ofFeed(_ kind: EventKind) -> Phrase {
        let (office, number) = (self.text(.office), self.count(.number))
        switch kind {
        case .feedForked: return self.fork(office, number)
        case .confirmationFalse:
            return Phrase(
                "单位 \(office) 的存储回执与本单位第 \(number) 号变更不符，已拒收并隔离。请与该单位核对数据是否被替换。",
                "A confirmation of office \(office) names another change \(number) than ours; it was refused and is in "
                    + "quarantine. Ask that office what it holds."
            )
        default:
            let feed = self.text(.feed)
            return Phrase(
                "\(office) 隔离了 \(feed) 的第 \(number) 号变更（\(self.reason.chinese)），该来源暂停发送。",
                "\(office) keeps change \(number) of \(feed) in quarantine (\(self.reason.english)); the feed waits."
            )
        }
    }

    private func fork(_ office: String, _ number: Int64) -> Phrase {
        let new = self.moment(.newAt)
        var chinese = "\(self.text(.newChange))（\(new.chinese)）"
        var english = "\(self.text(.newChange)) of \(new.english)"
        if let change = self.details.text(.hereChange) {
            let here = self.moment(.hereAt)
            chinese = "\(change)（\(here.chinese)）与" + chinese
            english = "\(change) of \(here.english) and " + english
        }
        return Phrase(
            "单位 \(office) 的来源自第 \(number) 号变更起分叉：\(chinese)。各分支均已保留并合并，无需处理；"
                + "请核实该单位是否恢复过旧副本，或同时运行了两个节点。",
            "A feed of office \(office) has two branches from change \(number) on: \(english). Both branches are kept "
                + "and merged; nothing needs to be done. Ask whether that office restored an old copy or runs two nodes."
        )
    }
}
