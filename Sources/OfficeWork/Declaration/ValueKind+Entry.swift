private import PlainText
package import SyncProtocol

extension ValueKind {
    /// What somebody handed in, checked and in its one spelling.
    ///
    /// - Parameter field: the place in what was handed in, for the error.
    /// - Throws: the rule that is broken.
    package func value(
        of entry: EnteredValue,
        _ field: String
    ) throws(ValidationError) -> Value {
        switch (self, entry) {
        case (.instant, _), (.user, _), (.path, _), (.formerReply, _), (.opaque, _):
            throw Self.notEntered(field)
        case (_, .nothing): return self.blank
        case (.recipients, .list(let texts)):
            return .list(try Self.recipients(texts, field))
        case (.attachments, .files(let drafts)):
            return .list(
                try AttachmentRule.attachments(drafts, field: field).flatMap(\.values)
            )
        // An empty list says nothing of its elements.
        case (.attachments, .list([])): return .list([])
        case (.recipients, _), (.attachments, _): throw Self.otherShape(field, isList: true)
        case (_, .text(let text)): return try self.value(ofText: text, field)
        case (_, .list), (_, .files), (_, .standing):
            throw Self.otherShape(field, isList: false)
        }
    }

    /// How a field of it is emptied.
    var blank: Value {
        switch self {
        case .recipients, .attachments, .formerReply: .list([])
        default: .text("")
        }
    }

    private func value(
        ofText text: String,
        _ field: String
    ) throws(ValidationError) -> Value {
        switch self {
        case .line(let charactersMax):
            let line = try TextRule.line(text, field, charactersMax: charactersMax)
            try ClassificationMark.refuse(inTitle: line, field)
            return .text(line)
        case .passage(let charactersMax):
            return try Self.passage(
                try TextRule.passage(text, field, charactersMax: charactersMax),
                field
            )
        case .body(let bytesMax):
            return try Self.passage(try TextRule.passage(text, field, bytesMax: bytesMax), field)
        case .date: return .text(try EntryRule.date(text, field).description)
        case .period: return .text(try EntryRule.period(text, field).text)
        case .documentNumber:
            return .text(try DocumentNumber(validating: text, field: field).text)
        case .directive: return .text(try EntryRule.directiveReference(text, field))
        case .reference(_, let key): return .text(try Self.reference(text, key, field))
        case .word(let words): return .text(try Self.word(text, of: words, field))
        case .integer(let range): return .integer(try Self.integer(text, in: range, field))
        case .figure(let indicator):
            return DataPoint.stored(try PointRule.value(text, field, of: indicator))
        case .recipients, .attachments, .instant, .user, .path, .formerReply, .opaque:
            throw Self.notEntered(field)
        }
    }

    private static func passage(
        _ text: String,
        _ field: String
    ) throws(ValidationError) -> Value {
        try ClassificationMark.refuse(in: text, field)
        return .text(text)
    }

    /// A record by its key, of another office with that one's path before it: `510000/510100#5f1d…`.
    private static func reference(
        _ text: String,
        _ key: KeyRule,
        _ field: String
    ) throws(ValidationError) -> String {
        let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let path = parts.count == 2 ? OfficePath(text: String(parts[0])) : nil
        guard let last = parts.last, let bytes = key.key(String(last)),
            parts.count == 1 || path != nil
        else {
            throw ValidationError(
                field,
                .identifierFormat,
                chinese: "应为记录的编号；属于其他单位的，编号前写其完整路径和“#”。",
                english: "This is a record's id; of another office, its path and # stand before it."
            )
        }
        return (path.map { "\($0)#" } ?? "") + key.text(bytes)
    }

    /// A word by its code or by what people call it.
    private static func word(
        _ text: String,
        of words: [DeclaredWord],
        _ field: String
    ) throws(ValidationError) -> String {
        let wanted = FoldedText.text(text)
        let found = words.first { word in
            [word.code, word.name.chinese, word.name.english].contains(wanted)
        }
        guard let found else {
            throw ValidationError(
                field,
                .word,
                chinese: "应为下列之一："
                    + words.map { "\($0.name.chinese)（\($0.code)）" }.joined(separator: "、") + "。",
                english: "This is one of \(words.map(\.code).joined(separator: ", "))."
            )
        }
        return found.code
    }

    private static func integer(
        _ text: String,
        in range: ClosedRange<Int64>,
        _ field: String
    ) throws(ValidationError) -> Int64 {
        guard let number = (try? DecimalSpelling.canonical(text)).flatMap({ Int64($0) }),
            range.contains(number)
        else {
            throw ValidationError(
                field,
                .range,
                chinese: "应为\(range.lowerBound)至\(range.upperBound)的整数。",
                english: "This is a whole number from \(range.lowerBound) to \(range.upperBound)."
            )
        }
        return number
    }

    /// Only what means the same offices for good.
    private static func recipients(
        _ texts: [String],
        _ field: String
    ) throws(ValidationError) -> [Value] {
        guard (1...ValidationLimits.recipientsMax).contains(texts.count) else {
            throw ValidationError(
                field,
                .count,
                chinese: "应有1至\(ValidationLimits.recipientsMax)个，现有\(texts.count)个。",
                english:
                    "There are \(texts.count), 1 to \(ValidationLimits.recipientsMax) are allowed."
            )
        }
        var values: [Value] = []
        for (index, text) in texts.enumerated() {
            guard let recipient = Recipient(text), recipient.isFixed else {
                throw ValidationError(
                    "\(field)[\(index)]",
                    .recipientFormat,
                    chinese: "应为完整路径、level:级别、children（直属单位）或all（全部下级）。",
                    english: "This is a whole path, level:NAME, children or all."
                )
            }
            values.append(.text(recipient.text))
        }
        return values
    }

    private static func notEntered(_ field: String) -> ValidationError {
        ValidationError(
            field,
            .readOnly,
            chinese: "此项由节点填写，请删去。",
            english: "The node writes this itself: leave it out."
        )
    }

    static func otherShape(_ field: String, isList: Bool) -> ValidationError {
        ValidationError(
            field,
            .shape,
            chinese: isList ? "此项应为列表。" : "此项应为一段文本。",
            english: isList ? "This is a list." : "This is one text."
        )
    }
}
