package import SyncProtocol

extension [RecordEdit] {
    /// The edits of a change in their order, each with the number of operations that the change has before it: what
    /// merging asks for (`RecordState.apply`).
    package func forEachNumbered(_ body: (_ edit: RecordEdit, _ firstIndex: UInt32) -> Void) {
        var index: UInt32 = 0
        for edit in self {
            body(edit, index)
            index += UInt32(edit.fields.count)
        }
    }
}
