/// A state as a shape, a colour and words; the words alone are enough.
struct BadgeView {
    enum Tone: String {
        case good
        case warn
        case bad
        case calm
    }

    let tone: String
    /// A shape that differs by tone, for readers who cannot tell the colours apart.
    let symbol: String
    let words: String

    init(_ tone: Tone, _ words: String) {
        self.tone = tone.rawValue
        self.symbol =
            switch tone {
            case .good: "●"
            case .warn: "▲"
            case .bad: "■"
            case .calm: "○"
            }
        self.words = words
    }
}

extension BadgeView {
    /// An office's `syncState`.
    static func sync(_ state: String, _ language: ConsoleLanguage) -> BadgeView {
        switch state {
        case "self": BadgeView(.calm, language.say("本单位", "this office"))
        case "hosted": BadgeView(.calm, language.say("由本节点代管", "hosted here"))
        case "inSync": BadgeView(.good, language.say("已同步", "in sync"))
        case "behind": BadgeView(.warn, language.say("有积压", "behind"))
        case "comparing": BadgeView(.warn, language.say("正在比对", "comparing"))
        case "connecting": BadgeView(.warn, language.say("正在连接", "connecting"))
        case "offline": BadgeView(.bad, language.say("离线", "offline"))
        case "refused": BadgeView(.bad, language.say("连接被拒", "refused"))
        case "indirect": BadgeView(.calm, language.say("经其他单位转送", "through another office"))
        case "moved": BadgeView(.calm, language.say("已迁出", "moved"))
        case "unknown": BadgeView(.calm, language.say("尚无消息", "not heard of yet"))
        default: BadgeView(.calm, state)
        }
    }

    /// A trace step's `state`.
    static func step(_ state: String, _ language: ConsoleLanguage) -> BadgeView {
        switch state {
        case "issued":
            BadgeView(.warn, language.say("已下发，未确认送达", "issued, not known to have arrived"))
        case "delivered": BadgeView(.warn, language.say("已送达，待签收", "arrived, not signed for"))
        case "opened": BadgeView(.warn, language.say("已阅，待签收", "opened, not signed for"))
        case "signed": BadgeView(.good, language.say("已签收", "signed for"))
        case "replied": BadgeView(.good, language.say("已回复", "replied"))
        case "overdue": BadgeView(.bad, language.say("逾期未回复", "reply overdue"))
        case "unknown": BadgeView(.calm, language.say("尚无消息", "not heard of yet"))
        default: BadgeView(.calm, state)
        }
    }

    /// The `state` of a step on a report's way up.
    static func reportStep(_ state: String, _ language: ConsoleLanguage) -> BadgeView {
        switch state {
        case "written": BadgeView(.good, language.say("已写入", "written"))
        case "here": BadgeView(.good, language.say("已存本节点", "saved here"))
        case "saved": BadgeView(.good, language.say("已存（有回执）", "saved, by its receipt"))
        case "unknown": BadgeView(.calm, language.say("本节点不知", "not known here"))
        default: BadgeView(.calm, state)
        }
    }

    /// A directive's `urgency`; a normal one needs no badge.
    static func urgency(_ urgency: String, _ language: ConsoleLanguage) -> BadgeView? {
        switch urgency {
        case "urgent": BadgeView(.bad, language.say("特急", "urgent"))
        case "expedited": BadgeView(.warn, language.say("加急", "expedited"))
        case "normal": nil
        default: BadgeView(.calm, urgency)
        }
    }
}

extension ConsoleLanguage {
    /// An office's `level` in words.
    func level(_ level: String) -> String {
        switch level {
        case "national": self.say("国家级", "national")
        case "provincial": self.say("省级", "provincial")
        case "city": self.say("市级", "city")
        case "county": self.say("县级", "county")
        case "society": self.say("学会", "society")
        case "department": self.say("部门", "department")
        default: level
        }
    }
}
