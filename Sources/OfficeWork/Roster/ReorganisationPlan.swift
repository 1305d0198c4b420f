internal import OrderedCollections
package import SyncProtocol

/// What a reorganisation means in paths.
package struct ReorganisationPlan: Sendable {
    package struct Change: Hashable, Sendable {
        package let from: OfficePath
        package let to: [OfficePath]
        /// A case of ``SuccessionKind``, as it was written.
        package let kind: String
    }

    /// Offices that go on elsewhere.
    package private(set) var changes: [Change] = []
    /// Offices that stay where they are, whatever was said here by mistake.
    package private(set) var staying: [OfficePath] = []
    /// The places of which our own word is taken back.
    package private(set) var withdrawn: [OfficePath] = []
    /// New places where nobody has been invited yet.
    package let notInvited: [OfficePath]

    /// - Parameters:
    ///   - kind: a case of ``SuccessionKind``.
    ///   - offices: those that go, as people write them.
    ///   - targets: where each of them goes: for a move the new parent, else the new places.
    /// - Throws: ``ReorganisationFault`` when an office is not known or a path cannot be.
    package init(
        kind: String,
        offices: [String],
        to targets: [String],
        _ roster: some OfficeBook
    ) throws(ReorganisationFault) {
        guard !offices.isEmpty, !targets.isEmpty else {
            throw .incomplete(field: offices.isEmpty ? "offices" : "to")
        }
        for text in offices {
            let from = try Self.place(text, roster)
            var to: [OfficePath] = []
            for target in targets {
                to.append(try Self.target(target, of: from, kind: kind, roster))
            }
            if kind == SuccessionKind.move.rawValue, to == [from] {
                self.staying.append(from)
            } else {
                self.changes.append(Change(from: from, to: to, kind: kind))
            }
        }
        self.notInvited = OrderedSet(self.changes.flatMap(\.to)).sorted()
            .filter { $0 != roster.own && roster.level($0) == nil }
        for place in self.staying { try self.withdraw(place, roster) }
        self.restate(roster)
    }

    /// What was said, or taken back, for people and programs: `OLD=NEW`.
    package var ids: [String] {
        let stays = self.staying + self.withdrawn.filter { !self.staying.contains($0) }
        return stays.map { "\($0)=\($0)" }
            + self.changes.map { change in
                "\(change.from)=" + change.to.map { "\($0)" }.joined(separator: ",")
            }
    }

    /// What is to be written into our roster; nothing when all of it stands there.
    ///
    /// - Parameters:
    ///   - now: UTC milliseconds.
    ///   - suite: by which the tree hashes.
    /// - Throws: ``ReorganisationFault/invalid(_:)`` when a word is not ours to say.
    package func intents(
        reason: String,
        at now: Int64,
        _ roster: some OfficeBook,
        by suite: SignatureSuite
    ) throws(ReorganisationFault) -> [RecordIntent] {
        let own = roster.own
        let contents: [SuccessionContent]
        let withdrawals: [SuccessionWithdrawal]
        do throws(ValidationError) {
            contents = try self.changes.map { (change) throws(ValidationError) in
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
            withdrawals = try self.withdrawn.map { (place) throws(ValidationError) in
                try SuccessionWithdrawal(of: place, declaredBy: own, since: now, reason: reason)
            }
        } catch {
            throw .invalid(error)
        }
        let known = roster.successions.effective
        let isKnown = contents.allSatisfy { content in
            known.contains {
                $0.from == content.succession.from && $0.to == content.succession.to
                    && $0.declaredBy == own
            }
        }
        return isKnown && withdrawals.isEmpty
            ? [] : withdrawals.map { $0.intent(by: suite) } + contents.map { $0.intent(by: suite) }
    }

    /// An office that is known, or a place that a word names: what was said by mistake names places
    /// where nobody has ever been, and still does once it is void.
    private static func place(
        _ text: String,
        _ roster: some OfficeBook
    ) throws(ReorganisationFault) -> OfficePath {
        do throws(OfficeSearchFault) {
            return try roster.find(text)
        } catch {
            let words = roster.successions.declared
            let named = OrderedSet(words.flatMap { [$0.from] + $0.to }).filter {
                roster.own.contains($0) && (text.contains("/") ? "\($0)" : $0.office.text) == text
            }
            guard named.count == 1, let place = named.first else {
                throw .search(error, field: "offices")
            }
            return place
        }
    }

    private static func target(
        _ text: String,
        of from: OfficePath,
        kind: String,
        _ roster: some OfficeBook
    ) throws(ReorganisationFault) -> OfficePath {
        let target: OfficePath?
        do throws(OfficeSearchFault) {
            if kind == SuccessionKind.move.rawValue {
                target = try roster.find(text).child(from.office)
            } else if text.contains("/") {
                target = OfficePath(text: text)
            } else if kind != SuccessionKind.rename.rawValue, let known = try roster.known(text) {
                target = known
            } else {
                // An office that does not exist yet stands beside the old one.
                target = OfficeID(text).flatMap { from.parent?.child($0) }
            }
        } catch {
            throw .search(error, field: "to")
        }
        guard let target else { throw .noPlace(text) }
        try Self.checkNew(target, roster)
        return target
    }

    /// An office that does not exist yet keeps the rules for new ids.
    private static func checkNew(
        _ target: OfficePath,
        _ roster: some OfficeBook
    ) throws(ReorganisationFault) {
        guard !roster.isKnown(target), target != roster.own else { return }
        do throws(ValidationError) {
            _ = try OfficeContent.checkedID(target.office.text, field: "to")
        } catch {
            throw .invalid(error)
        }
        if let twin = roster.twins(of: target).first { throw .twin(target, of: twin) }
    }

    /// Takes back our word about a place, and what was said again because of it: after that, the words
    /// of the offices below count as they did before.
    ///
    /// - Throws: ``ReorganisationFault`` when the office is gone by another word than ours about this place.
    private mutating func withdraw(
        _ place: OfficePath,
        _ roster: some OfficeBook
    ) throws(ReorganisationFault) {
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
    private mutating func restate(_ roster: some OfficeBook) {
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
