/// The command was written in a wrong way; seen before anything is sent.
package struct UsageFailure: Error, Equatable {
    package let phrase: Phrase

    package init(_ chinese: String, _ english: String) {
        self.init(Phrase(chinese, english))
    }

    package init(_ phrase: Phrase) {
        self.phrase = phrase
    }
}
