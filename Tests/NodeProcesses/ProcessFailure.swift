package import Admin

/// Why a program that was started did not do what was expected of it.
package struct ProcessFailure: Error, Sendable, Equatable, CustomStringConvertible {
    package let phrase: Phrase

    package init(_ chinese: String, _ english: String) {
        self.phrase = Phrase(chinese, english)
    }

    package var description: String { self.phrase.english }
}
