import Admin
import OfficeWork
import Store
import SyncProtocol

/// What a reorganisation means in paths.
struct ReorganisationPlan {
    struct Change {
        let from: OfficePath
        let to: [OfficePath]
        let kind: String
    }

    /// Offices that go on elsewhere.
    private(set) var changes: [Change] = []
    /// Offices that stay where they are, whatever was said here by mistake.
    private(set) var staying: [OfficePath] = []
    /// The places of which our own word is taken back.
    private(set) var withdrawn: [OfficePath] = []
    /// New places where nobody has been invited yet.
    let notInvited: [OfficePath]

    /// - Throws: ``APIError`` when an office is not known or a path cannot be.
    init(_ draft: ReorganisationDraft, _ roster: Roster) throws(APIError) {
        guard !draft.offices.isEmpty, !draft.to.isEmpty else {
            throw APIError(
                .invalid,
                chinese: "请写明原单位和去向",
                english: "name the office and where it goes",
                field: draft.offices.isEmpty ? "offices" : "to",
                rule: "required"
            )
        }
        for text in draft.offices {
            let from = try Self.place(text, roster)
            var to: [OfficePath] = []
            for target in draft.to {
                to.append(try Self.target(target, of: from, kind: draft.kind, roster))
            }
            if draft.kind == SuccessionKind.move.rawValue, to == [from] {
                self.staying.append(from)
            } else {
                self.changes.append(Change(from: from, to: to, kind: draft.kind))
            }
        }
        self.notInvited = Set(self.changes.flatMap(\.to)).sorted()
            .filter { $0 != roster.own && roster.level($0) == nil }
        for place in self.staying { try self.withdraw(place, roster) }
        self.restate(roster)
    }

    /// What was said, or taken back, for people and programs: `OLD=NEW`.
    var ids: [String] {
        let stays = self.staying + self.withdrawn.filter { !self.staying.contains($0) }
        return stays.map { "\($0)=\($0)" }
            + self.changes.map { change in
                "\(change.from)=" + change.to.map { "\($0)" }.joined(separator: ",")
            }
    }

    /// What is to be written into our roster; nothing when all of it stands there.
    ///
    /// - Parameter now: UTC milliseconds.
    /// - Throws: ``APIError`` when a word is not ours to say.
    func intents(
        reason: String,
        at now: Int64,
        _ roster: Roster
    ) throws(APIError) -> [RecordIntent] {
        let own = roster.own
        let contents = try self.changes.map { change throws(APIError) in
            try APIError.validated { () throws(ValidationError) in
                try SuccessionContent(
                    validating: change.from,
                    to: change.to,
                    kind: change.kind,
                    reason: reason,
                    declaredBy: own,
                    since: now,
                    listing: roster.listing(of: change.from) ?? .none
                )
            }
        }
        let withdrawals = try self.withdrawn.map { place throws(APIError) in
            try APIError.validated { () throws(ValidationError) in
                try SuccessionWithdrawal(of: place, declaredBy: own, since: now, reason: reason)
            }
        }
        let known = roster.successions.effective
        let isKnown = contents.allSatisfy { content in
            known.contains {
                $0.from == content.succession.from && $0.to == content.succession.to
                    && $0.declaredBy == own
            }
        }
        return isKnown && withdrawals.isEmpty
            ? [] : withdrawals.map(\.intent) + contents.map(\.intent)
    }

    /// An office that is known, or a place that a word names: what was said by mistake names places
    /// where nobody has ever been, and still does once it is void.
    private static func place(_ text: String, _ roster: Roster) throws(APIError) -> OfficePath {
        if let known = try? roster.find(text, field: "offices") { return known }
        let words = roster.successions.declared
        let named = Set(words.flatMap { [$0.from] + $0.to }).filter {
            roster.own.contains($0) && (text.contains("/") ? "\($0)" : $0.office.text) == text
        }
        guard named.count == 1, let place = named.first else {
            return try roster.find(text, field: "offices")
        }
        return place
    }

    private static func target(
        _ text: String,
        of from: OfficePath,
        kind: String,
        _ roster: Roster
    ) throws(APIError) -> OfficePath {
        let target: OfficePath?
        if kind == SuccessionKind.move.rawValue {
            target = try roster.find(text, field: "to").child(from.office)
        } else if text.contains("/") {
            target = OfficePath(text: text)
        } else if kind != SuccessionKind.rename.rawValue,
            let known = try roster.known(text, field: "to")
        {
            target = known
        } else {
            // An office that does not exist yet stands beside the old one.
            target = OfficeID(text).flatMap { from.parent?.child($0) }
        }
        guard let target else {
            throw APIError(
                .invalid,
                chinese: "\(text) 不是单位代码或路径，或者层级太深",
                english: "\(text) is neither an office's id nor a path, or lies too deep",
                field: "to",
                rule: "office-format"
            )
        }
        try Self.checkNew(target, roster)
        return target
    }

    /// An office that does not exist yet keeps the rules for new ids.
    private static func checkNew(_ target: OfficePath, _ roster: Roster) throws(APIError) {
        guard roster[target] == nil, target != roster.own else { return }
        _ = try APIError.validated { () throws(ValidationError) in
            try OfficeContent.checkedID(target.office.text, field: "to")
        }
        if let twin = roster.twins(of: target).first {
            throw .twinOffice(target.office.text, of: twin.office.text)
        }
    }

    /// Takes back our word about a place, and what was said again because of it: after that, the words
    /// of the offices below count as they did before.
    ///
    /// - Throws: ``APIError`` when the office is gone by another word than ours about this place.
    private mutating func withdraw(_ place: OfficePath, _ roster: Roster) throws(APIError) {
        // The word about the place itself, or about the nearest office above it.
        let closest = roster.successions.effective.filter { $0.from.contains(place) }
            .max { $0.from.depth < $1.from.depth }
        guard let word = closest else { return }
        guard word.from == place, word.declaredBy == roster.own else {
            throw .saidElsewhere(word, of: place)
        }
        let restated = roster.successions.declared.filter { other in
            other.declaredBy == word.declaredBy && other.since == word.since
                && other.from != place
                && other.to.contains { path in word.to.contains { $0.contains(path) } }
                && roster.successions.declared.contains {
                    $0.from == other.from && $0.declaredBy != roster.own
                        && roster.own.contains($0.declaredBy)
                }
        }
        self.withdrawn += [place] + restated.map(\.from)
    }

    /// What offices below us said of places that now go on elsewhere is said again by us: the new
    /// offices above do not read the rosters where it stands.
    private mutating func restate(_ roster: Roster) {
        let planned = self.changes
        for word in roster.successions.effective
        where roster.own.contains(word.declaredBy) && word.declaredBy != roster.own {
            guard
                let change = planned.first(where: { change in
                    word.from != change.from && word.to.contains { change.from.contains($0) }
                })
            else { continue }
            let to = word.to.flatMap { path in
                change.from.contains(path)
                    ? change.to.compactMap { path.following(change.from, to: $0) } : [path]
            }
            let kind = to.count > 1 ? SuccessionKind.split : .move
            self.changes.append(Change(from: word.from, to: to, kind: kind.rawValue))
        }
    }
}
