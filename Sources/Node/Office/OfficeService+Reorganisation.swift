import Admin
import OfficeWork
import Store
import SyncProtocol

extension OfficeService {
    /// Writes into our roster where offices below us go on.
    ///
    /// - Returns: as ids what was written, `OLD=NEW` with whole paths, several new ones by commas.
    func reorganise(
        _ draft: ReorganisationDraft,
        by caller: Caller
    ) async throws -> Acknowledgement {
        let own = self.office
        let now = SystemTime.milliseconds()
        let plan = try await self.read { snapshot in
            let roster = try Roster(snapshot, own: own)
            let changes = try ReorganisationPlan(draft, roster).changes
            let contents = try changes.map { change throws(APIError) in
                try Self.validated { () throws(ValidationError) in
                    try SuccessionContent(
                        validating: change.from,
                        to: change.to,
                        kind: change.kind,
                        reason: draft.reason ?? "",
                        declaredBy: own,
                        since: now
                    )
                }
            }
            let known = roster.successions.effective
            let isKnown = contents.allSatisfy { content in
                known.contains {
                    $0.from == content.succession.from && $0.to == content.succession.to
                        && $0.declaredBy == own
                }
            }
            return (contents: contents, isKnown: isKnown)
        }
        let ids = plan.contents.map { content in
            let to = content.succession.to.map { "\($0)" }.joined(separator: ",")
            return "\(content.succession.from)=\(to)"
        }
        if plan.isKnown { return try await self.repeated(ids) }
        let act = LocalAct(user: caller.user, intents: plan.contents.map(\.intent))
        return try await self.acknowledged(ids, act)
    }
}

/// What a reorganisation means in paths.
struct ReorganisationPlan {
    struct Change {
        let from: OfficePath
        let to: [OfficePath]
        let kind: String
    }

    private(set) var changes: [Change] = []

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
            let from = try roster.find(text, field: "offices")
            var to: [OfficePath] = []
            for target in draft.to {
                to.append(try Self.target(target, of: from, kind: draft.kind, roster))
            }
            self.changes.append(Change(from: from, to: to, kind: draft.kind))
        }
        self.restate(roster)
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
            let known = try? roster.find(text, field: "to")
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
        return target
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
