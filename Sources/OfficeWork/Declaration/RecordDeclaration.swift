package import SyncProtocol

/// All that is said of a kind of records (design, D11): it is said here once, and validation, reading, history,
/// conflicts, the API and the documents follow from it.
///
/// It is a plain value: nothing that follows from it needs to know the kind when the program is built.
package struct RecordDeclaration: Sendable, Hashable {
    /// The kind's number on the wire: never reused.
    package let number: UInt16
    /// What programs call the kind, in addresses and commands: `reply`.
    package let code: String
    package let name: DeclaredName
    /// In which kind of spaces its records lie.
    package let space: SpaceKind
    package let key: KeyRule
    package let authority: RecordAuthority
    package let entering: RecordEntering
    package let settlement: SettlementRule
    /// Ascending by number.
    package let fields: [FieldDeclaration]
    /// Nil for records of which there is no list of their own.
    package let index: RecordIndex?
    /// Whether fields under other numbers are known, too, as figures of any indicator.
    package let takesAnyField: Bool
    /// The version in which this program writes records of the kind. It rises when a field is added that older
    /// programs would leave out of what they write.
    package let version: UInt32

    package init(
        number: UInt16,
        code: String,
        name: DeclaredName,
        space: SpaceKind,
        key: KeyRule,
        authority: RecordAuthority = .owner,
        entering: RecordEntering = .byField,
        settlement: SettlementRule = .byField,
        fields: [FieldDeclaration],
        index: RecordIndex? = nil,
        takesAnyField: Bool = false,
        version: UInt32 = 1
    ) {
        self.number = number
        self.code = code
        self.name = name
        self.space = space
        self.key = key
        self.authority = authority
        self.entering = entering
        self.settlement = settlement
        self.fields = fields
        self.index = index
        self.takesAnyField = takesAnyField
        self.version = version
    }

    package func field(_ number: UInt16) -> FieldDeclaration? {
        self.fields.first { $0.number == number }
    }

    package func field(code: String) -> FieldDeclaration? {
        self.fields.first { $0.code == code }
    }

    /// The field that says how far a record has come, and its steps; nil for a kind without steps.
    package var stage: (field: FieldDeclaration, steps: [DeclaredStep])? {
        for field in self.fields {
            if case .stage(let steps) = field.type { return (field, steps) }
        }
        return nil
    }

    /// Whether a field under a number means something.
    package func knows(_ number: UInt16) -> Bool {
        self.takesAnyField || self.field(number) != nil
    }

    /// All files that a record refers to, in values that are at odds with each other too, each content once: whoever
    /// may have the record may have these files.
    package func attachments(of state: RecordState) -> [Attachment] {
        var result: [Attachment] = []
        for slot in state.slots {
            guard let kind = self.field(slot.number)?.type.kind else { continue }
            let entries: [ChoiceState.Entry]
            switch slot.state {
            case .choice(let state), .set(let state): entries = state.newestFirst
            case .register, .counter, .stage, .text, .unknown: continue
            }
            for attachment in entries.flatMap({ kind.attachments(in: $0.value) })
            where !result.contains(where: { $0.content == attachment.content }) {
                result.append(attachment)
            }
        }
        return result
    }

    /// The fields in which different values stand that a person has to settle.
    package func conflicts(in state: RecordState) -> [UInt16] {
        state.conflicts.filter { number in
            self.field(number).map { !$0.isBookkeeping } ?? self.takesAnyField
        }
    }
}
