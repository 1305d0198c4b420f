package import SyncProtocol

/// The fields of an office's record. The numbers are on the wire: never reuse one.
package enum OfficeField: UInt16, Sendable, CaseIterable {
    case name = 1
    case nameEnglish = 2
    case level = 3
    case hostedBy = 4
    /// A set: the level, added with each write that says it, so that the stamps tell since when the office
    /// has been there and at which level it was when.
    case levels = 5
    /// How many offices its branch may hold (``BranchPlaces``).
    case places = 6
}

/// What an office's roster says about one of its children. The root lists itself, too.
package struct OfficeEntry: Hashable, Sendable {
    package let office: OfficeID
    package let name: String
    package let nameEnglish: String?
    package let level: Level
    /// The office whose node writes for it. Nil when it has a node of its own.
    package let hostedBy: OfficePath?
    /// Since when it has been there, and at which levels.
    package let listing: OfficeListing
    /// How many places its parent grants it; nil when it grants none (``BranchPlaces``).
    package let places: Int?
    /// Fields with several unsettled values.
    package let conflicts: Int

    /// Nil when the key is no office's id, or name or level are missing: incomplete.
    package init?(key: [UInt8], state: RecordState) {
        guard let office = OfficeID(String(decoding: key, as: UTF8.self)),
            let name = state.text(OfficeField.name),
            let level = state.text(OfficeField.level).flatMap(Level.init)
        else { return nil }
        self.office = office
        self.name = name
        self.nameEnglish = state.optionalText(OfficeField.nameEnglish)
        self.level = level
        self.hostedBy = state.text(OfficeField.hostedBy).flatMap { OfficePath(text: $0) }
        self.listing = OfficeListing(state)
        self.places = BranchPlaces.granted(by: state)
        self.conflicts = OfficeEntry.declaration.conflicts(in: state).count
    }

    /// Where the office stands of which an office's roster says this; nil where it cannot stand.
    package func path(in roster: OfficePath) -> OfficePath? {
        Self.path(of: self.office, in: roster)
    }

    /// The same of an office of which nothing but its id is known.
    package static func path(of office: OfficeID, in roster: OfficePath) -> OfficePath? {
        // The root's roster lists the root, too.
        if roster.depth == 1, roster.office == office { return roster }
        // No office is below itself, whatever a roster says.
        return roster.ids.contains(office) ? nil : roster.child(office)
    }
}
