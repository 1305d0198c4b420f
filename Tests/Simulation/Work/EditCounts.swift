/// What became of what people did with pages of records.
package struct EditCounts: Sendable, Equatable {
    /// Pages that were opened, and those of them that showed something at odds.
    package var opened = 0
    package var atOdds = 0
    /// What people saw saved, and how much of it settled something.
    package var saved = 0
    package var settlements = 0
    /// Asked for twice, by impatience or since a crash came before the answer: it stood there.
    package var repeated = 0
    /// Refused: something stood there that the page had not shown.
    package var unseen = 0
    /// Refused: nothing was at odds, or there was nothing at all.
    package var settled = 0

    package init() {}

    package static func += (left: inout Self, right: Self) {
        left.opened += right.opened
        left.atOdds += right.atOdds
        left.saved += right.saved
        left.settlements += right.settlements
        left.repeated += right.repeated
        left.unseen += right.unseen
        left.settled += right.settled
    }
}
