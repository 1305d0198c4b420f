/// The levels of offices as programs and people call them: the one list behind help, checks and descriptions.
package struct LevelWord: Sendable, Hashable {
    /// What programs call it.
    package let code: String
    package let chinese: String
    package let english: String
    /// Further words that people use for it.
    private let others: [String]

    /// Highest first.
    package static let all: [LevelWord] = [
        Self("national", "国家级", "national", ["全国", "国家", "中央"]),
        Self("provincial", "省级", "provincial", ["省", "自治区", "直辖市", "province"]),
        Self("city", "市级", "city", ["市", "地市级", "地级", "地市"]),
        Self("county", "县级", "county", ["县", "区县级", "区县", "区级"]),
        Self("society", "学会", "society", ["协会", "研究会"]),
    ]

    /// Those that have no need of a machine of their own, the most usual first.
    package static let hosted: [LevelWord] = ["society", "county"].compactMap { Self.byCode($0) }

    private init(_ code: String, _ chinese: String, _ english: String, _ others: [String]) {
        self.code = code
        self.chinese = chinese
        self.english = english
        self.others = others
    }

    package static func byCode(_ code: String) -> LevelWord? { Self.all.first { $0.code == code } }

    /// The level that a word means; nil when it means none.
    package static func meant(by text: String) -> LevelWord? {
        let word = FoldedText.text(text).lowercased()
        return Self.all.first { level in
            level.code == word || level.chinese == word || level.others.contains(word)
        }
    }

    /// `国家级（national）、省级（provincial）…`
    package static func names(of levels: [LevelWord] = Self.all) -> String {
        levels.map { "\($0.chinese)（\($0.code)）" }.joined(separator: "、")
    }

    /// `national, provincial …`
    package static func codes(
        of levels: [LevelWord] = Self.all,
        separator: String = ", "
    ) -> String {
        levels.map(\.code).joined(separator: separator)
    }
}
