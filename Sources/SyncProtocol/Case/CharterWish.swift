/// What the owner of a case wants to say about who takes part: it opens the case, adds parties, takes some off, or closes
/// it.
package struct CharterWish: Hashable, Sendable {
    package let space: SpaceID
    /// Who takes part from now on, beside those that do.
    package let parties: [OfficePath]
    /// Who writes no more. What they have written so far, as it is known at the owner's, counts.
    package let removed: [OfficePath]
    /// Nobody writes any more, nor does the owner.
    package let closes: Bool

    package init(
        _ space: SpaceID,
        adding parties: [OfficePath] = [],
        takingOff removed: [OfficePath] = [],
        closing closes: Bool = false
    ) {
        self.space = space
        self.parties = parties
        self.removed = removed
        self.closes = closes
    }
}
