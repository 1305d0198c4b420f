internal import OfficeWork
package import OrderedCollections
package import SyncProtocol

/// A record as one person was shown it, and what the person wants to save (design, D4).
package struct OpenPage: Sendable {
    /// What is written into a field.
    package struct Entry: Sendable {
        package let field: UInt16
        /// No other page of a run writes the same.
        package let text: String
    }

    /// At which node.
    package let office: Int
    package let user: String
    package let reference: RecordReference
    /// What stood in each field, by the names of the operations that brought it.
    package let shown: OrderedDictionary<UInt16, OrderedDictionary<Dot, String>>
    /// How the page names all that; it comes back with what is saved.
    private let revision: String
    package var entries: [Entry] = []
    /// The person says what holds where something is at odds.
    package var isSettlement = false

    package init(
        of reference: RecordReference,
        in state: RecordState,
        at office: Int,
        by user: String
    ) {
        self.office = office
        self.user = user
        self.reference = reference
        var shown: OrderedDictionary<UInt16, OrderedDictionary<Dot, String>> = [:]
        for field in EditedKind.fields {
            for entry in state.choices(field) {
                shown[field, default: [:]][entry.dot] = entry.value.text ?? ""
            }
        }
        self.shown = shown
        self.revision = Revision(of: state).text
    }

    /// The fields in which it shows several values.
    package var fieldsAtOdds: [UInt16] {
        self.shown.filter { OrderedSet($0.value.values).count > 1 }.map(\.key)
    }

    package func hasShown(_ text: String, in field: UInt16) -> Bool {
        self.shown[field]?.values.contains(text) == true
    }

    /// What is asked of the node.
    ///
    /// - Parameters:
    ///   - present: what stands in the record now, as it is there for whoever makes the act.
    ///   - wall: UTC milliseconds.
    func part(present: RecordState, wall: Int64) throws -> LocalAct.Part {
        let revision = Revision(text: self.revision) ?? .nothing
        if self.isSettlement, let kind = EditedKind.catalogue[self.reference.record.kind] {
            return try RecordSettlement(
                validating: self.entries.map { entry in
                    (kind.field(entry.field)?.code ?? "", .text(entry.text))
                },
                "fields",
                of: kind,
                self.reference,
                shown: revision,
                present: present
            )
            .part(at: wall, user: self.user)
        }
        let fields = self.entries.map { FieldIntent($0.field, .choose(.text($0.text))) }
        let content = RecordContent(
            of: self.reference,
            self.entries.map { RecordContent.Field($0.field, .text($0.text)) }
        )
        return LocalAct.Part(
            [
                RecordIntent(
                    space: self.reference.space,
                    record: self.reference.record,
                    fields: fields
                )
            ],
            if: [
                .isNotSaid(content),
                .isAsShown(self.reference, revision, self.entries.map(\.field)),
            ]
        )
    }

    var words: String {
        let what = self.entries.map { "\($0.text) in \($0.field)" }.joined(separator: ", ")
        let record = "\(self.reference.space) \(Hexadecimal.text(self.reference.record.key))"
        return "\(self.user) \(self.isSettlement ? "settles" : "saves") \(what) of \(record)"
    }
}
