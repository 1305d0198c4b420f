import PlainText
import Testing

@Suite("Who may do what, by role")
struct RoleTests {
    @Test(
        "Each role has a code and two names of its own, and is of the office's work or an administrator's"
    )
    func names() {
        for names in [
            Role.allCases.map(\.code), Role.allCases.map(\.chinese), Role.allCases.map(\.english),
        ] {
            #expect(Set(names).count == Role.allCases.count)
            #expect(names.allSatisfy { !$0.isEmpty })
        }
        #expect(Role.administrators == [.system, .security, .audit])
        #expect(Role.business + Role.administrators == Role.allCases)
    }
}
