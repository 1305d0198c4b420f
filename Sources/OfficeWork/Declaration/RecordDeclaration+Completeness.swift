package import SyncProtocol

extension RecordDeclaration {
    /// Whether a record says all that one of its kind has to say, in a form that is understood here: others are shown
    /// to nobody.
    package func isComplete(_ state: RecordState) -> Bool {
        self.fields.allSatisfy { field in
            field.presence == .optional || field.isReadable(in: state)
        }
    }
}

extension FieldDeclaration {
    fileprivate func isReadable(in state: RecordState) -> Bool {
        switch self.type {
        case .choice(let kind): state.choice(self.number).map(kind.isReadable) ?? false
        case .register(let kind): state.register(self.number).map(kind.isReadable) ?? false
        case .set: !state.additions(self.number).isEmpty
        case .counter: state.counter(self.number) != nil
        case .stage: state.stage(self.number) != nil
        case .text: state.text(self.number) != nil
        }
    }
}

extension ValueKind {
    /// Whether a value has the form of this kind, whoever wrote it.
    fileprivate func isReadable(_ value: Value) -> Bool {
        switch self {
        case .date: value.text.flatMap { CivilDate($0) } != nil
        case .period: value.text.flatMap { Period($0) } != nil
        case .path: value.text.flatMap { OfficePath(text: $0) } != nil
        case .instant, .integer: value.integer != nil
        case .recipients, .attachments, .formerReply:
            if case .list = value { true } else { false }
        case .line, .passage, .body, .documentNumber, .word, .user, .directive, .reference:
            value.text != nil
        case .figure, .opaque: true
        }
    }
}
