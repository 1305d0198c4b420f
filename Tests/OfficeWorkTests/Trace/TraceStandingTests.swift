import OfficeWork
import Testing

@Suite("How far an office has come")
struct TraceStandingTests {
    struct Case: Sendable {
        let facts: TraceFacts
        var isAddressed = true
        var hasArrived = true
        var isBelow = true
        var isHeardOf = true
        var isPastDue = false
        let state: TraceStanding.State
    }

    static let cases: [Case] = [
        Case(facts: [], hasArrived: false, state: .issued),
        Case(facts: [], hasArrived: false, isHeardOf: false, state: .unknown),
        Case(facts: [.received], state: .delivered),
        Case(facts: [.received, .opened], state: .opened),
        Case(facts: [.received, .opened, .signed], state: .signed),
        Case(facts: [.answered, .signed], isPastDue: true, state: .replied),
        Case(facts: [.received, .opened, .signed], isPastDue: true, state: .overdue),
        Case(facts: [], hasArrived: false, isHeardOf: false, isPastDue: true, state: .overdue),
        Case(facts: [], isAddressed: false, isPastDue: true, state: .delivered),
        // Whose answers do not come here is not said to be late.
        Case(
            facts: [],
            hasArrived: false,
            isBelow: false,
            isHeardOf: false,
            isPastDue: true,
            state: .unknown
        ),
    ]

    @Test("One rule says what people read", arguments: Self.cases)
    func state(_ row: Case) {
        let standing = TraceStanding(
            isAddressed: row.isAddressed,
            facts: row.facts,
            hasArrived: row.hasArrived,
            isBelow: row.isBelow,
            isHeardOf: row.isHeardOf
        )
        #expect(standing.state(isPastDue: row.isPastDue) == row.state)
    }
}
