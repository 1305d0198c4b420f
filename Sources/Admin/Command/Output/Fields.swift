import Admin

/// Names and values, one pair a line, the values aligned.
struct Fields: Sendable {
    private var pairs: [(name: Phrase, value: Phrase)] = []

    init() {}

    mutating func add(_ chinese: String, _ english: String, _ value: String) {
        self.pairs.append((Phrase(chinese, english), Phrase(same: value)))
    }

    mutating func add(_ chinese: String, _ english: String, _ value: Phrase) {
        self.pairs.append((Phrase(chinese, english), value))
    }

    func rendered(in language: Language) -> String {
        let names = self.pairs.map { $0.name.said(in: language) }
        let width = names.map(DisplayWidth.columns(of:)).max() ?? 0
        return zip(names, self.pairs).map { name, pair in
            let blanks = String(repeating: " ", count: width - DisplayWidth.columns(of: name))
            return name + blanks + "  " + SafeText.line(pair.value.said(in: language)) + "\n"
        }.joined()
    }
}
