import Admin

/// What a person is told after a write.
enum AcknowledgementText {
    /// Ids and replaced values shown one by one; of more, the number is told.
    private static let idsShownMax = 5

    /// What was written, as it is stored, and not as it was typed.
    ///
    /// - Parameter typed: what a node says that does not tell how it is stored.
    static func name(_ answer: Acknowledgement, typed: String) -> String {
        answer.names?.first ?? typed
    }

    static func text(_ answer: Acknowledgement, done: Phrase, on screen: Screen) -> String {
        let first =
            answer.repeated
            ? screen.say(
                "\(done.chinese)（以前已写入，这次没有重复）",
                "\(done.english) (it was there before; nothing was written twice)"
            ) : screen.say(done)
        var fields = Fields()
        for id in answer.ids.prefix(Self.idsShownMax) {
            fields.add("编号", "Id", id)
        }
        if answer.ids.count > Self.idsShownMax {
            let rest = answer.ids.count - Self.idsShownMax
            fields.add("", "", Phrase("另有 \(rest) 个编号", "and \(rest) more"))
        }
        for place in answer.notInvited ?? [] {
            fields.add("尚未邀请", "Not invited yet", place)
        }
        Self.add(answer.replaces ?? [], of: answer.replacedCount ?? 0, to: &fields)
        for warning in answer.warnings ?? [] {
            fields.add("请核对", "Check", Phrase(warning.messageChinese, warning.messageEnglish))
        }
        if answer.repeated {
            Self.addFirst(answer, to: &fields)
        } else {
            // The API gives this one instant in microseconds.
            fields.add("已落盘", "On disk", ChinaTime.zoned(answer.durableAt / 1_000))
        }
        return SafeText.line(first) + "\n" + fields.rendered(in: screen.language)
    }

    /// Who wrote first what was asked for again, and when. The time of asking would be taken for it.
    private static func addFirst(_ answer: Acknowledgement, to fields: inout Fields) {
        guard let at = answer.firstAt else { return }
        let (time, user) = (ChinaTime.zoned(at), answer.firstBy ?? "—")
        fields.add(
            "首次写入",
            "Written first",
            Phrase("\(time.chinese) \(user)", "\(time.english) by \(user)")
        )
    }

    private static func add(_ replaced: [Replacement], of count: Int, to fields: inout Fields) {
        for item in replaced.prefix(Self.idsShownMax) {
            let what = [item.indicator, item.period].compactMap { $0 }.joined(separator: " ")
            let values = item.values.map { SafeText.line($0) }.joined(separator: " / ")
            let new = item.new.map { " → \(SafeText.line($0))" } ?? ""
            let (time, user) = (ChinaTime.zoned(item.at), item.user.map { " \($0)" } ?? "")
            let text = (what.isEmpty ? "" : "\(what): ") + "\(values)\(new)"
            fields.add(
                "取代",
                "Replaces",
                Phrase("\(text)，\(time.chinese)\(user)", "\(text), \(time.english)\(user)")
            )
        }
        guard count > Self.idsShownMax else { return }
        let rest = count - Self.idsShownMax
        fields.add("", "", Phrase("另取代 \(rest) 项", "and \(rest) more"))
    }
}
