/// Why an act was not written: something else was there first.
package struct ActConflict: Error, Hashable, Sendable {
    package enum Reason: Hashable, Sendable {
        /// The record is there and says something else, first in this field.
        case differs(RecordReference, field: UInt16, present: RecordState)
        /// Something stands in the record that was not shown to whoever writes, first in this field.
        case unseen(RecordReference, field: UInt16, present: RecordState)
        /// In this field of the record nothing is at odds.
        case settled(RecordReference, field: UInt16, present: RecordState)
        /// Another record has what is to be had once.
        case taken(Uniqueness, RecordReference, holder: RecordID, present: RecordState)
        case missing(RecordReference)
        /// The office has a node of its own.
        case hasNode(OfficePath)
        /// A branch in which the office is to stand has no place left.
        case branchFull(FullBranch)
        /// The space is no longer as it was when the act was made.
        case changed(SpaceID)
    }

    /// Which part of the act, counted from zero.
    package let part: Int
    package let reason: Reason

    package init(part: Int, _ reason: Reason) {
        self.part = part
        self.reason = reason
    }
}
