/// A part of the list of records of one kind.
package struct RecordList: Codable, Sendable, Equatable {
    /// Perhaps fewer than were asked for, or none, though the list goes on.
    package let items: [RecordListItem]
    /// How many records of the kind there are here; absent for kinds that are not counted.
    package let kindTotal: Int?
    /// What asks for the items that follow; absent when the list is at its end.
    package let next: String?

    package init(items: [RecordListItem], kindTotal: Int?, next: String?) {
        self.items = items
        self.kindTotal = kindTotal
        self.next = next
    }
}
