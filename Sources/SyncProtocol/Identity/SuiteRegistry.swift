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

    package var numbers: [SuiteNumber] { self.suites.map(\.number) }
}
