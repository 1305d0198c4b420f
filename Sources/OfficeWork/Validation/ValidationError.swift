/// Says which field breaks which rule and what to do about it, in two languages.
package struct ValidationError: Error, Hashable, Sendable {
    /// A path into the JSON that was handed in, like `points[3].value`.
    package let field: String
    /// A word of ``ValidationRule``.
    package let rule: String
    /// What is wrong and what to do, in Chinese.
    package let chinese: String
    /// The same in English.
    package let english: String

    package init(_ field: String, _ rule: ValidationRule, chinese: String, english: String) {
        self.init(field: field, rule: rule.rawValue, chinese: chinese, english: english)
    }

    private init(field: String, rule: String, chinese: String, english: String) {
        self.field = field
        self.rule = rule
        self.chinese = chinese
        self.english = english
    }

    /// The same error of something that is part of something greater: `reports[2]` gives
    /// `reports[2].points[3].value`.
    package func within(_ parent: String) -> ValidationError {
        Self(
            field: "\(parent).\(self.field)",
            rule: self.rule,
            chinese: self.chinese,
            english: self.english
        )
    }
}
