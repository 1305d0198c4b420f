import PlainText

/// The stable words of the API, as people say them: the same in the console and on the command line. A word that
/// is not known is shown as it is.
package enum Words {
    package static func level(_ word: String) -> Phrase {
        LevelWord.byCode(word).map { Phrase($0.chinese, $0.english) } ?? Phrase(same: word)
    }

    /// How many places of a branch are taken, and of how many.
    package static func places(_ used: Int, of places: Int?) -> String {
        places.map { "\(used)/\($0)" } ?? "\(used)"
    }

    /// - Parameters:
    ///   - toSend: Changes that the office is not known to have; 0 where they are told beside it.
    ///   - behind: What the office that is away is called, where the word is `cutOff`.
    package static func sync(_ word: String, toSend: Int64 = 0, behind: String? = nil) -> Phrase {
        switch word {
        case "self": Phrase("本单位", "this office")
        case "hosted": Phrase("代管", "hosted")
        case "indirect":
            Self.waiting(Phrase("经其他单位转送", "through another office"), toSend: toSend)
        case "cutOff":
            behind.map { Phrase("因 \($0) 离线而中断", "cut off behind \($0)") }
                ?? Phrase("上联单位离线而中断", "cut off")
        case "moved": Phrase("已迁出", "moved")
        case "unknown": Phrase("尚无消息", "not heard of yet")
        default: Self.link(word, toSend: toSend)
        }
    }

    /// - Parameters:
    ///   - toSend: Changes that the other end lacks, as far as is known.
    ///   - toReceive: Changes that this node lacks.
    package static func link(_ word: String, toSend: Int64 = 0, toReceive: Int64 = 0) -> Phrase {
        switch word {
        case "inSync": Phrase("已同步", "in sync")
        case "behind" where toSend > 0 || toReceive > 0:
            Self.amounts(toSend: toSend, toReceive: toReceive)
        case "behind": Phrase("落后", "behind")
        case "comparing": Phrase("比对中", "comparing")
        case "connecting": Phrase("连接中", "connecting")
        case "offline":
            Self.waiting(Phrase("离线", "offline"), toSend: toSend, toReceive: toReceive)
        case "refused": Phrase("被拒绝", "refused")
        default: Phrase(same: word)
        }
    }

    private static func waiting(
        _ phrase: Phrase,
        toSend: Int64,
        toReceive: Int64 = 0
    ) -> Phrase {
        guard toSend > 0 || toReceive > 0 else { return phrase }
        let amounts = Self.amounts(toSend: toSend, toReceive: toReceive)
        return Phrase(
            "\(phrase.chinese)，\(amounts.chinese)",
            "\(phrase.english), \(amounts.english)"
        )
    }

    /// Who lacks what.
    package static func amounts(toSend: Int64, toReceive: Int64) -> Phrase {
        let chinese = [(toSend, "待发"), (toReceive, "待收")].filter { $0.0 > 0 }
            .map { "\($0.1) \($0.0) 条" }
        let english = [(toSend, "to send"), (toReceive, "to receive")].filter { $0.0 > 0 }
            .map { "\($0.0) \($0.1)" }
        return Phrase(
            chinese.joined(separator: "、"),
            english.joined(separator: ", ")
        )
    }

    /// Beside the name of an office with twins.
    package static func caseTwins(_ paths: [String]) -> Phrase {
        Phrase(
            "与 \(paths.joined(separator: "、")) 仅大小写不同",
            "differs only by case from \(paths.joined(separator: ", "))"
        )
    }

    /// Beside the sync state of an office of whose node a copy was noticed.
    package static let copySeen = Phrase("疑有副本在运行", "a copy seems to run")

    package static func direction(_ word: String) -> Phrase {
        switch word {
        case "dialed": Phrase("本节点拨出", "dialed")
        case "accepted": Phrase("对方拨入", "accepted")
        default: Phrase(same: word)
        }
    }

    package static func trace(_ word: String) -> Phrase {
        switch word {
        case "issued": Phrase("未确认送达", "not known to have arrived")
        case "delivered": Phrase("已送达，待签收", "arrived, not signed for")
        case "opened": Phrase("已阅，待签收", "opened, not signed for")
        case "signed": Phrase("已签收", "signed for")
        case "replied": Phrase("已回复", "replied")
        case "overdue": Phrase("逾期未回复", "overdue")
        case "unknown": Phrase("尚无消息", "not heard of yet")
        default: Phrase(same: word)
        }
    }

    /// What an office has not done yet with a directive.
    package static func missing(_ missing: TraceQuery.Missing) -> Phrase {
        switch missing {
        case .delivery: Phrase("未送达", "not delivered")
        case .signature: Phrase("未签收", "not signed for")
        case .reply: Phrase("未回复", "not replied")
        case .overdue: Phrase("逾期未回复", "overdue")
        }
    }

    package static func reportStep(_ word: String) -> Phrase {
        switch word {
        case "written": Phrase("已写入", "written")
        case "here": Phrase("已存本节点", "saved here")
        case "saved": Phrase("已存（有回执）", "saved, as it confirms")
        case "unknown": Phrase("本节点不知", "not known")
        default: Phrase(same: word)
        }
    }

    package static func feed(_ word: String) -> Phrase {
        switch word {
        case "open": Phrase("正常", "open")
        case "held": Phrase("暂存待验", "held")
        case "stopped": Phrase("已停止", "stopped")
        case "forked": Phrase("分叉（各分支均已保留）", "forked: all branches are kept")
        default: Phrase(same: word)
        }
    }

    package static func aggregation(_ word: String) -> Phrase {
        switch word {
        case "sum": Phrase("合计", "sum")
        case "mean": Phrase("平均", "mean")
        default: Phrase(same: word)
        }
    }
}
