/// What this store knows of its own past: how old what was found at the opening is, and what is being fetched back.
package struct OwnPast: Sendable {
    /// When the last commit that was found at the opening was made, UTC milliseconds.
    private let foundAt: Int64?
    /// At the opening it held nothing of ours, and an event that it was made because the old one was lost.
    private let isMadeAnew: Bool
    /// When something was last said here of a loss, UTC milliseconds; nil when nothing ever was.
    var lossNoticedAt: Int64?
    /// What is being fetched back.
    package internal(set) var lost: LostPast?

    /// How many changes of our own were written and are not here for good: withdrawn, since they were damaged, or told
    /// to be lost.
    package internal(set) var goneCount: Int64

    package init(
        foundAt: Int64?,
        isMadeAnew: Bool,
        lossNoticedAt: Int64?,
        lost: LostPast?,
        goneCount: Int64
    ) {
        self.foundAt = foundAt
        self.isMadeAnew = isMadeAnew
        self.lossNoticedAt = lossNoticedAt
        self.lost = lost
        self.goneCount = goneCount
    }

    /// How old what was found at the opening is. Nil for a store that is no copy but was made anew.
    var copyAt: Int64? { self.isMadeAnew ? nil : self.foundAt }
}
