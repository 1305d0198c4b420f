package import SyncProtocol

/// What one change did to a record.
package struct RecordTouch: Sendable, Hashable {
    package let change: ChangeID
    /// The office whose key signed it.
    package let office: OfficePath
    /// Who acted; nil for what a node did by itself.
    package let user: String?
    package let stamp: Stamp
    /// Whether its signature was checked anew when it was read.
    package let isSigned: Bool
    /// How many operations the change has before these.
    package let firstIndex: UInt32
    package let fields: [RecordEdit.Field]

    package init(
        change: ChangeID,
        office: OfficePath,
        user: String?,
        stamp: Stamp,
        isSigned: Bool,
        firstIndex: UInt32,
        fields: [RecordEdit.Field]
    ) {
        self.change = change
        self.office = office
        self.user = user
        self.stamp = stamp
        self.isSigned = isSigned
        self.firstIndex = firstIndex
        self.fields = fields
    }
}
