import Admin
import OfficeWork
import PlainText

extension RecordKindDetail {
    init(_ kind: RecordDeclaration) {
        let steps = kind.stage?.steps ?? []
        func code(_ number: UInt32?) -> String? {
            number.flatMap { number in steps.first { $0.number == number }?.code }
        }
        let command: String? =
            switch kind.entering {
            case .byField: nil
            case .byCommand(let name): name
            }
        self.init(
            code: kind.code,
            nameChinese: kind.name.chinese,
            nameEnglish: kind.name.english,
            number: Int(kind.number),
            space: "\(kind.space)",
            key: kind.key.word,
            command: command,
            isListed: kind.index != nil,
            fields: kind.fields.map { field in
                RecordKindField(
                    code: field.code,
                    nameChinese: field.name.chinese,
                    nameEnglish: field.name.english,
                    merge: field.type.merge,
                    content: field.type.kind?.content ?? .other,
                    length: field.type.length,
                    words: field.type.kind?.words,
                    isEntered: kind.entered.contains(field),
                    isRequired: field.presence == .filled,
                    requiredFrom: code(field.terms.requiredFrom),
                    openUntil: code(field.terms.openUntil),
                    roles: field.terms.roles.map(\.code)
                )
            },
            steps: steps.map { step in
                RecordKindStep(
                    step: RecordWord(step),
                    from: step.origins.compactMap { code($0) },
                    isFirst: step.origins.contains(0),
                    roles: step.roles.map(\.code)
                )
            }
        )
    }
}

extension RecordWord {
    init(_ step: DeclaredStep) {
        self.init(
            code: step.code,
            nameChinese: step.name.chinese,
            nameEnglish: step.name.english
        )
    }
}

extension KeyRule {
    fileprivate var word: String {
        switch self {
        case .drawn: "drawn"
        case .of: "record"
        case .office: "office"
        case .period: "period"
        case .bytes: "bytes"
        }
    }
}

extension FieldType {
    fileprivate var merge: RecordKindField.Merge {
        switch self {
        case .choice: .choice
        case .register: .register
        case .set: .set
        case .counter: .counter
        case .stage: .stage
        case .text: .text
        }
    }

    fileprivate var length: RecordTextLength? {
        switch self {
        case .text(let max): return RecordTextLength(max: max, isInBytes: false)
        case .choice(let kind), .register(let kind), .set(let kind): return kind.length
        case .counter, .stage: return nil
        }
    }
}

extension ValueKind {
    fileprivate var content: RecordKindField.Content {
        switch self {
        case .line: .line
        case .passage, .body: .passage
        case .date: .date
        case .period: .period
        case .documentNumber: .number
        case .word: .word
        case .integer: .integer
        case .figure: .figure
        case .instant: .instant
        case .user: .user
        case .path: .office
        case .recipients: .recipients
        case .directive: .directive
        case .reference: .reference
        case .attachments: .files
        case .formerReply, .opaque: .other
        }
    }

    fileprivate var length: RecordTextLength? {
        switch self {
        case .line(let max), .passage(let max): RecordTextLength(max: max, isInBytes: false)
        case .body(let max): RecordTextLength(max: max, isInBytes: true)
        default: nil
        }
    }

    fileprivate var words: [RecordWord]? {
        guard case .word(let words) = self else { return nil }
        return words.map { word in
            RecordWord(
                code: word.code,
                nameChinese: word.name.chinese,
                nameEnglish: word.name.english
            )
        }
    }
}
