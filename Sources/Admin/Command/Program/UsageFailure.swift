/// The command was written in a wrong way; seen before anything is sent.
struct UsageFailure: Error, Equatable {
    let phrase: Phrase

    init(_ chinese: String, _ english: String) {
        self.init(Phrase(chinese, english))
    }

    init(_ phrase: Phrase) {
        self.phrase = phrase
    }
}
