/// One line on what went wrong and what to do about it.
package enum ErrorReport {
    package static func usage(_ phrase: Phrase, command: String, in language: Language) -> String {
        Self.line(
            phrase.said(in: language),
            hint: Phrase("见 \(command) --help", "see \(command) --help").said(in: language),
            in: language
        )
    }

    package static func refusal(_ error: APIError, in language: Language) -> String {
        let message: String
        let hint: String?
        switch language {
        case .zh: (message, hint) = (error.messageChinese, error.hintChinese)
        case .en: (message, hint) = (error.messageEnglish, error.hintEnglish)
        }
        // The rule is a word for programs, as a field's bare name is; people read the sentence. Which of several it is
        // the sentence cannot say.
        let place =
            error.field.flatMap { $0.contains("[") ? $0 : nil }
            .map { FieldPlace.phrase($0).said(in: language) } ?? ""
        let placed: String
        switch language {
        case .zh: placed = place.isEmpty ? message : "\(message)（\(place)）"
        case .en: placed = place.isEmpty ? message : "\(message) (\(place))"
        }
        return Self.line(placed, hint: hint, in: language)
    }

    /// A fault of this program: what it was in short, without a trace.
    package static func fault(
        _ error: any Error,
        of program: String,
        in language: Language
    ) -> String {
        let kind = String(describing: type(of: error))
        return Self.line(
            Phrase("\(program) 内部错误（\(kind)）", "internal fault of \(program) (\(kind))")
                .said(in: language),
            hint: Phrase("请把命令与此行报告给系统管理员", "report the command and this line")
                .said(in: language),
            in: language
        )
    }

    package static func outputFailed(in language: Language) -> String {
        Self.line(
            Phrase("写不出结果", "the results could not be written").said(in: language),
            hint: Phrase("请检查磁盘空间与重定向的目标", "check the disk and where the output goes")
                .said(in: language),
            in: language
        )
    }

    package static func unwritten(_ failure: UnwrittenFile, in language: Language) -> String {
        Self.line(
            Phrase(
                "写不了 \(failure.path)：\(failure.fault.text)",
                "\(failure.path) could not be written: \(failure.fault.text)"
            ).said(in: language),
            hint: Phrase("请检查磁盘空间与权限", "check the disk and the permissions").said(in: language),
            in: language
        )
    }

    private static func line(_ message: String, hint: String?, in language: Language) -> String {
        let mark = Phrase("错误：", "error: ").said(in: language)
        let rest = hint.map { " — \($0)" } ?? ""
        return mark + SafeText.line(message + rest) + "\n"
    }
}
