/// On whose behalf a call is made.
package struct Caller: Sendable, Equatable {
    /// The person's name as recorded in the signed change; 1...64 characters.
    package let user: String

    package init(user: String) {
        self.user = user
    }
}
