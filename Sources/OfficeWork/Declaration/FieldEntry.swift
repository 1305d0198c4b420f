private import PlainText
package import SyncProtocol

/// What somebody hands in for one field of a record, checked, and what writes it.
package struct FieldEntry: Sendable, Hashable {
    /// What it does to what stands there.
    package enum Effect: Sendable, Hashable {
        /// It takes its place: whoever writes it must have been shown that.
        case replaces
        /// It comes beside it.
        case adds
    }

    package let field: FieldDeclaration
    /// None where the field says this already.
    package let intents: [FieldIntent]
    /// What the field says then; nil where that depends on what others write.
    package let content: RecordContent.Field?
    package let effect: Effect
    /// Whether nothing that can be seen stands there then.
    package let isBlank: Bool

    /// - Parameters:
    ///   - place: the place of the value in what was handed in, for an error.
    ///   - present: what stands in the record.
    /// - Throws: the rule that is broken.
    package init(
        _ value: EnteredValue,
        of field: FieldDeclaration,
        _ place: String,
        present: RecordState
    ) throws(ValidationError) {
        self.field = field
        let number = field.number
        switch field.type {
        case .choice(let kind), .register(let kind):
            var said = try Self.chosen(value, field, place, present)
            if said == nil { said = try kind.value(of: value, place) }
            let isChoice = if case .choice = field.type { true } else { false }
            self.intents =
                said.map { said in
                    [FieldIntent(number, isChoice ? .choose(said) : .assign(said))]
                } ?? []
            self.content = RecordContent.Field(number, said)
            self.effect = .replaces
            self.isBlank = said.map { $0.text.map(PlainText.isBlank) ?? $0.isBlank } ?? true
        case .set(let kind):
            let wanted = try Self.elements(value, kind, place)
            let standing = present.elements(number)
            let added = wanted.filter { !standing.contains($0) }
            let removed = standing.filter { !wanted.contains($0) }
            self.intents =
                removed.map { FieldIntent(number, .remove($0)) }
                + added.map { FieldIntent(number, .add($0)) }
            self.content = RecordContent.Field(number, .list(wanted))
            self.effect = removed.isEmpty ? .adds : .replaces
            self.isBlank = wanted.isEmpty
        case .text(let charactersMax):
            let text = try Self.passage(value, charactersMax, place)
            self.intents = (present.text(number) ?? TextState()).edit(to: text).intents(number)
            self.content = RecordContent.Field(number, .text(text))
            self.effect = .replaces
            self.isBlank = PlainText.isBlank(text)
        case .counter:
            let amount = try Self.amount(value, place)
            self.intents = amount == 0 ? [] : [FieldIntent(number, .increment(amount))]
            self.content = nil
            // Nothing else tells a request that comes again from one more.
            self.effect = .replaces
            self.isBlank = false
        case .stage: throw Self.taken(place)
        }
    }

    /// A value that stands there already; nil when it is typed.
    private static func chosen(
        _ entry: EnteredValue,
        _ field: FieldDeclaration,
        _ place: String,
        _ present: RecordState
    ) throws(ValidationError) -> Value? {
        guard case .standing(let change) = entry else { return nil }
        let standing = present.choices(field.number).first { $0.dot.change == change }
        guard let standing else {
            throw ValidationError(
                place,
                .word,
                chinese: "此项中没有变更 \(change) 带来的内容，请重新查看。",
                english: "Nothing that change \(change) brought stands in this field: look again."
            )
        }
        return standing.value
    }

    /// The elements of a set, each once, in the order of their encoding.
    private static func elements(
        _ entry: EnteredValue,
        _ kind: ValueKind,
        _ place: String
    ) throws(ValidationError) -> [Value] {
        var values: [Value] = []
        switch entry {
        case .nothing: break
        case .list(let texts):
            for (index, text) in texts.enumerated() {
                values.append(try kind.value(of: .text(text), "\(place)[\(index)]"))
            }
        case .files(let drafts):
            for (index, draft) in drafts.enumerated() {
                values.append(try kind.value(of: .files([draft]), "\(place)[\(index)]"))
            }
        case .text, .standing: throw ValueKind.otherShape(place, isList: true)
        }
        guard values.count <= ValidationLimits.setElementsMax else {
            throw ValidationError(
                place,
                .count,
                chinese: "至多\(ValidationLimits.setElementsMax)个，现有\(values.count)个。",
                english: "There are \(values.count), "
                    + "\(ValidationLimits.setElementsMax) are allowed."
            )
        }
        let keyed = values.filter { !$0.isBlank }.map { (key: $0.encoded(), value: $0) }
            .sorted { $0.key.lexicographicallyPrecedes($1.key) }
        return keyed.enumerated().compactMap { index, element in
            index > 0 && keyed[index - 1].key == element.key ? nil : element.value
        }
    }

    private static func passage(
        _ entry: EnteredValue,
        _ charactersMax: Int,
        _ place: String
    ) throws(ValidationError) -> String {
        let kind = ValueKind.passage(charactersMax: charactersMax)
        return try kind.value(of: entry, place).text ?? ""
    }

    private static func amount(
        _ entry: EnteredValue,
        _ place: String
    ) throws(ValidationError) -> Int64 {
        switch entry {
        case .nothing: return 0
        case .text(let text):
            let range = -ValidationLimits.incrementMax...ValidationLimits.incrementMax
            let value = try ValueKind.integer(range).value(of: .text(text), place)
            return value.integer ?? 0
        case .list, .files, .standing: throw ValueKind.otherShape(place, isList: false)
        }
    }

    private static func taken(_ place: String) -> ValidationError {
        ValidationError(
            place,
            .readOnly,
            chinese: "办理步骤另行推进，不在此填写。",
            english: "A step is taken, not filled in."
        )
    }
}
