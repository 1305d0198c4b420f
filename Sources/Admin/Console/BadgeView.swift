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
    /// An office's `syncState`, or a link's `state`.
    ///
    /// - Parameter behind: the office behind which it is cut off.
    static func sync(
        _ state: String,
        behind: String? = nil,
        _ language: ConsoleLanguage
    ) -> BadgeView {
        let tone: Tone =
            switch state {
            case "inSync": .good
            case "behind", "connecting": .warn
            case "offline", "refused", "cutOff": .bad
            default: .calm
            }
        return BadgeView(tone, language.say(Words.sync(state, behind: behind)))
    }

    /// A trace step's `state`.
    static func step(_ state: String, _ language: ConsoleLanguage) -> BadgeView {
        let tone: Tone =
            switch state {
            case "issued", "delivered", "opened": .warn
            case "signed", "replied": .good
            case "overdue": .bad
            default: .calm
            }
        return BadgeView(tone, language.say(Words.trace(state)))
    }

    /// The `state` of a step on a report's way up.
    static func reportStep(_ state: String, _ language: ConsoleLanguage) -> BadgeView {
        let isSaved = ["written", "here", "saved"].contains(state)
        return BadgeView(isSaved ? .good : .calm, language.say(Words.reportStep(state)))
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
