import Admin
import ArgumentParser

/// What the fields of a record are to say.
struct FieldOptions: ParsableArguments {
    @Option(
        help: .said(
            "写明一项，如 title=…；可重复，多值的项重复即为多个值。",
            "Say what a field says, like title=…; may be repeated, of a field with many values once for each.",
            valueName: "field=text"
        )
    )
    var set: [String] = []

    @Option(
        name: .customLong("set-file"),
        help: .said(
            "一项的内容取自 UTF-8 文件，- 表示标准输入；可重复。",
            "Take what a field says from a UTF-8 file, - for standard input; may be repeated.",
            valueName: "field=file"
        )
    )
    var setFile: [String] = []

    @Option(
        name: .customLong("attach"),
        help: .said(
            "要附上的文件，如 files=方案.pdf；可重复。",
            "A file to attach, like files=plan.pdf; may be repeated.",
            valueName: "field=file"
        )
    )
    var files: [String] = []

    @Option(
        help: .said("清空一项；可重复。", "Empty a field; may be repeated.", valueName: "field")
    )
    var clear: [String] = []

    var isEmpty: Bool {
        self.set.isEmpty && self.setFile.isEmpty && self.files.isEmpty && self.clear.isEmpty
    }

    /// What can be seen to be wrong before a node is asked.
    func check() throws(UsageFailure) {
        for entry in self.set { _ = try FieldArgument(entry, option: "--set") }
        for entry in self.setFile { _ = try FieldArgument(entry, option: "--set-file") }
        for entry in self.files { _ = try FieldArgument(entry, option: "--attach") }
    }

    /// What is handed in, by the fields' codes. Files are handed in first.
    ///
    /// - Parameter kind: tells which fields have many values; nil when the node does not know it, which then says so.
    func drafts(
        of kind: RecordKindDetail?,
        _ office: any OfficeAPI,
        _ screen: Screen
    ) async throws -> [String: RecordValueDraft] {
        var texts: [(code: String, text: String)] = []
        for entry in self.set {
            let argument = try FieldArgument(entry, option: "--set")
            texts.append((argument.code, argument.text))
        }
        for entry in self.setFile {
            let argument = try FieldArgument(entry, option: "--set-file")
            let text = try SmallFile.text(of: argument.text, bytesMax: TextInput.fileBytesMax)
            texts.append((argument.code, text))
        }
        var drafts: [String: RecordValueDraft] = [:]
        for (code, text) in texts {
            let hasMany = kind?.fields.first { $0.code == code }?.hasManyValues ?? false
            switch (drafts[code], hasMany) {
            case (nil, false): drafts[code] = .text(text)
            case (nil, true): drafts[code] = .list([text])
            case (.list(let standing)?, true): drafts[code] = .list(standing + [text])
            default: throw FieldArgument.twice(code)
            }
        }
        try await self.attach(office, screen, to: &drafts)
        for code in self.clear {
            guard drafts.updateValue(.nothing, forKey: code) == nil else {
                throw FieldArgument.twice(code)
            }
        }
        return drafts
    }

    private func attach(
        _ office: any OfficeAPI,
        _ screen: Screen,
        to drafts: inout [String: RecordValueDraft]
    ) async throws {
        for entry in self.files {
            let argument = try FieldArgument(entry, option: "--attach")
            let files = try await FileTransfer(office: office, screen: screen)
                .attach([argument.text])
            switch drafts[argument.code] {
            case nil: drafts[argument.code] = .files(files)
            case .files(let standing)?: drafts[argument.code] = .files(standing + files)
            default: throw FieldArgument.twice(argument.code)
            }
        }
    }
}

extension RecordKindField {
    fileprivate var hasManyValues: Bool { self.merge == .set || self.content == .recipients }
}
