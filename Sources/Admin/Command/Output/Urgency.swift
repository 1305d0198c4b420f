import Admin

/// How urgent a directive is: the API's words, and those that people use.
enum Urgency: String, CaseIterable, Sendable {
    case urgent
    case expedited
    case normal

    /// 特急, 加急 or 平件, or one of the API's words.
    init?(said text: String) {
        guard let match = Self.allCases.first(where: { $0.chinese == text || $0.rawValue == text })
        else { return nil }
        self = match
    }

    var chinese: String {
        switch self {
        case .urgent: "特急"
        case .expedited: "加急"
        case .normal: "平件"
        }
    }

    /// What the API says, in words; a word that is not known stays as it is.
    static func phrase(_ word: String) -> Phrase {
        Urgency(rawValue: word).map { Phrase($0.chinese, $0.rawValue) } ?? Phrase(same: word)
    }
}
