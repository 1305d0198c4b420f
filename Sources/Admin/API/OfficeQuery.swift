/// Which offices are wanted.
package struct OfficeQuery: Codable, Sendable, Equatable {
    /// What the code or a name has in it, in capitals or small letters; nil for all.
    package let search: String?
    /// One of ``states`` or ``attention``; nil for all.
    package let state: String?
    /// Only this office and those below it: a code or a whole path; nil for all.
    package let under: String?

    package init(search: String? = nil, state: String? = nil, under: String? = nil) {
        self.search = search
        self.state = state
        self.under = under
    }

    /// The values of an office's `syncState`: what somebody should look after comes first.
    package static let states = [
        "offline", "behind", "unknown", "cutOff", "comparing", "inSync", "indirect", "hosted",
        "self", "moved",
    ]

    /// Asks for the states in which somebody should look after an office.
    package static let attention = "attention"

    /// What ``attention`` stands for.
    package static let attentionStates = ["offline", "behind", "unknown"]

    /// Whether somebody should look after an office.
    package static func needsAttention(_ office: OfficeSummary) -> Bool {
        Self.attentionStates.contains(office.syncState) || office.copySeenAt != nil
    }

    /// Whether an office is meant, wherever it stands.
    package func matches(_ office: OfficeSummary) -> Bool {
        guard
            self.state == nil || self.state == office.syncState
                || self.state == Self.attention && Self.needsAttention(office)
        else { return false }
        guard let search = self.search?.lowercased() else { return true }
        return [office.id, office.name, office.nameEnglish ?? ""]
            .contains { $0.lowercased().contains(search) }
    }
}
