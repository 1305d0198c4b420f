/// The kinds of records.
struct RecordKindsView {
    struct Row {
        let path: String
        let name: String
        let code: String
        /// The form for a new record; nil for a kind that has a command of its own.
        let newPath: String?
        let command: String?
    }

    let kinds: [Row]

    init(_ kinds: [RecordKindDetail], _ language: ConsoleLanguage) {
        self.kinds = kinds.map { kind in
            Row(
                path: PagePath.records(kind.code),
                name: language.say(kind.name),
                code: kind.code,
                newPath: kind.command == nil ? PagePath.newRecord(kind.code) : nil,
                command: kind.command
            )
        }
    }
}
