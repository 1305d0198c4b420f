package import SyncProtocol

/// The kinds of records that a node knows.
package struct RecordCatalogue: Sendable {
    /// Ascending by number.
    package let all: [RecordDeclaration]

    /// Kinds that every node knows.
    package static let standard = RecordCatalogue([
        OfficeEntry.declaration, SuccessionEntry.declaration, VersionFloor.declaration,
        Directive.declaration, Receipt.declaration, Reply.declaration, Report.declaration,
        Figures.declaration,
    ])

    package init(_ declarations: [RecordDeclaration]) {
        self.all = declarations.sorted { $0.number < $1.number }
    }

    package subscript(_ number: UInt16) -> RecordDeclaration? {
        self.all.first { $0.number == number }
    }

    package func kind(code: String) -> RecordDeclaration? { self.all.first { $0.code == code } }

    /// Whether what an office writes in a record of a kind counts: a pure function of signed data.
    ///
    /// - Parameters:
    ///   - author: the office for which the author writes in the feed, as its opening says.
    ///   - kind: any number, known or not.
    package func admits(_ author: OfficePath, to kind: UInt16, in space: SpaceID) -> Bool {
        // In a space that only later versions know, a familiar number may mean something else.
        author == space.owner || !space.kind.isKnown || self[kind]?.authority != .owner
    }

    /// Whether a record has anything that is not known here.
    package func hasUnknown(_ kind: UInt16, _ state: RecordState) -> Bool {
        guard let declaration = self[kind] else { return true }
        return state.slots.contains { Self.isUnknown($0, declaration) }
    }

    /// The fields of a record that a later version wrote and this one does not know: kept, forwarded byte for byte,
    /// and shown as unknown.
    ///
    /// - Returns: their numbers, ascending, each once. All of them when the kind itself is unknown.
    package func unknownFields(of kind: UInt16, _ state: RecordState) -> [UInt16] {
        guard let declaration = self[kind] else { return state.fieldNumbers }
        return state.slots.reduce(into: []) { unknown, slot in
            guard Self.isUnknown(slot, declaration), unknown.last != slot.number else { return }
            unknown.append(slot.number)
        }
    }

    private static func isUnknown(
        _ slot: RecordState.Slot,
        _ declaration: RecordDeclaration
    ) -> Bool {
        if case .unknown = slot.state { return true }
        return !declaration.knows(slot.number)
    }
}
