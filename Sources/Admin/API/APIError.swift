/// An answer that says what is wrong and what to do about it.
package struct APIError: Error, Codable, Sendable, Equatable {
    package enum Code: String, Codable, Sendable, CaseIterable {
        /// A field breaks a rule; `field` and `rule` name them. HTTP 422.
        case invalid
        /// The request cannot be read at all. HTTP 400.
        case malformed
        /// No or a wrong key was given. HTTP 401.
        case unauthenticated
        /// The office has no right to do this. HTTP 403.
        case forbidden
        /// There is no such thing here. HTTP 404.
        case notFound
        /// What is there does not allow it: other contents under the id, several that may be meant, a file that is
        /// not here yet. HTTP 409.
        case conflict
        /// A limit was reached; try again later. HTTP 429.
        case busy
        /// A fault of the node. HTTP 500.
        case internalFault
        /// The node is stopping or its disk refused. HTTP 503.
        case unavailable
    }

    /// The rule that a request's body breaks which is longer than the node takes.
    package static let bodyLimitRule = "body-limit"
    /// The rule of what a disk did not do: a folder cannot be made there, or it is full.
    package static let diskRule = "disk"
    /// The rule that text which is not UTF-8 breaks.
    package static let encodingRule = "encoding"
    /// The rule that whoever gets a file breaks that is to be fetched first.
    package static let contentHereRule = "content-here"

    /// The rule that a wrong `after` breaks.
    package static let cursorRule = "cursor"

    package let code: Code
    /// One sentence in Chinese: what is wrong.
    package let messageChinese: String
    /// The same in English.
    package let messageEnglish: String
    /// The field that is wrong, as a path like `reports[3].points[0].value`.
    package let field: String?
    /// The rule that it breaks, a stable word like `length` or `period-format`.
    package let rule: String?
    /// What to do, in Chinese and English.
    package let hintChinese: String?
    package let hintEnglish: String?

    package init(
        _ code: Code,
        chinese: String,
        english: String,
        field: String? = nil,
        rule: String? = nil,
        hintChinese: String? = nil,
        hintEnglish: String? = nil
    ) {
        self.code = code
        self.messageChinese = chinese
        self.messageEnglish = english
        self.field = field
        self.rule = rule
        self.hintChinese = hintChinese
        self.hintEnglish = hintEnglish
    }

    /// An `after` that no page of the list has given out.
    package static var wrongCursor: APIError {
        APIError(
            .malformed,
            chinese: "after 不是此列表给出的位置。",
            english: "after is not a place that this list has given out.",
            field: "after",
            rule: Self.cursorRule,
            hintChinese: "请原样使用上一页给出的 next；不带 after 则从头列出。",
            hintEnglish:
                "Give next of the page before, as it is; without after the list begins anew."
        )
    }
}
