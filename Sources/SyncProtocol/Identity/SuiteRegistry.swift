/// The suites that a program knows.
package struct SuiteRegistry: Sendable {
    private let suites: [SignatureSuite]

    /// - Parameter suites: each with a number of its own; the first is that of a new tree that asks for none.
    package init(_ suites: [SignatureSuite]) {
        self.suites = suites
    }

    /// Those that are shipped. A further one is added here.
    package static let shipped = SuiteRegistry([.ed25519])

    /// Nil for a number that this program does not know.
    package subscript(number: SuiteNumber) -> SignatureSuite? {
        self.suites.first { $0.number == number }
    }

    /// The one that a name or a number means; nil for one that this program does not know.
    package subscript(word: String) -> SignatureSuite? {
        self.suites.first {
            $0.name.lowercased() == word.lowercased() || $0.number.description == word
        }
    }

    /// That of a new tree that asks for none; nil where no suite is known.
    package var first: SignatureSuite? { self.suites.first }

    package var numbers: [SuiteNumber] { self.suites.map(\.number) }

    /// Number and name of each, for people.
    package var names: [String] { self.suites.map { "\($0.number) (\($0.name))" } }
}
