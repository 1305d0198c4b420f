import Admin
import Foundation

/// Shows results to people, or as JSON to programs.
struct Screen: Sendable {
    let language: Language
    let json: Bool
    let sink: any OutputSink
    /// UTC milliseconds.
    let now: Int64
    /// How wide the terminal is; nil when nobody looks at one.
    var columnsMax: Int?

    /// Shows a value of the API: as JSON when that was asked for, else as `text` puts it.
    func show(_ value: some Encodable, _ text: () -> String) throws {
        try self.sink.write(self.json ? try Self.json(value) : text())
    }

    /// One remark to the person at the terminal, beside the results.
    func note(_ phrase: Phrase) {
        self.sink.note(SafeText.line(phrase.said(in: self.language)) + "\n")
    }

    func say(_ phrase: Phrase) -> String {
        phrase.said(in: self.language)
    }

    func say(_ chinese: String, _ english: String) -> String {
        Phrase(chinese, english).said(in: self.language)
    }

    /// A list: its title, its table, and what is not shown; or that there is nothing.
    func list<Item>(
        _ page: Page<Item>,
        title: Phrase,
        empty: Phrase,
        table: ([Item]) -> Table
    ) -> String {
        guard page.total > 0 else { return self.say(empty) + "\n" }
        let heading = self.say(
            "\(title.chinese)（共 \(page.total)）",
            "\(title.english) (\(page.total))"
        )
        guard !page.items.isEmpty else {
            return heading + "\n" + self.say("这里没有了。", "None beyond this point.") + "\n"
        }
        let footer =
            page.next.map {
                self.say("还有：加 --after \($0) 查看", "There are more: add --after \($0)") + "\n"
            } ?? ""
        return heading + "\n" + self.rendered(table(page.items)) + footer
    }

    func rendered(_ table: Table) -> String {
        table.rendered(in: self.language, within: self.columnsMax)
    }

    /// Stable JSON: keys in order, two blanks a level, one line break at the end. What other offices wrote
    /// cannot turn the writing direction of a terminal that shows it.
    static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let text = String(decoding: try encoder.encode(value), as: UTF8.self)
        return SafeText.escaped(text, keepsLineFeeds: true) + "\n"
    }
}
