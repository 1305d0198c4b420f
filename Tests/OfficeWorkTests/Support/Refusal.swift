import OfficeWork
import Testing

/// Something that must be refused: what is wrong with it, where, and by which rule.
struct Refusal<Parts>: Sendable, CustomTestStringConvertible {
    let scenario: String
    let field: String
    let rule: ValidationRule
    let change: @Sendable (inout Parts) -> Void

    init(
        _ scenario: String,
        _ field: String,
        _ rule: ValidationRule,
        _ change: @escaping @Sendable (inout Parts) -> Void
    ) {
        self.scenario = scenario
        self.field = field
        self.rule = rule
        self.change = change
    }

    var testDescription: String { self.scenario }

    func check(
        sourceLocation: SourceLocation = #_sourceLocation,
        _ body: () throws -> Void
    ) {
        let error = #expect(throws: ValidationError.self, sourceLocation: sourceLocation) {
            try body()
        }
        #expect(error?.field == self.field, sourceLocation: sourceLocation)
        #expect(error?.rule == self.rule.rawValue, sourceLocation: sourceLocation)
        #expect(error?.chinese.isEmpty == false, sourceLocation: sourceLocation)
        #expect(error?.english.isEmpty == false, sourceLocation: sourceLocation)
    }
}
