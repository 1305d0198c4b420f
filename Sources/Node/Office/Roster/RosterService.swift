import Admin
import Decision
import OfficeWork
import PlainText
import Store
import SyncProtocol

/// Which offices stand below this one, and what they are called: invitations, hosted offices, names.
struct RosterService: Sendable {
    /// How long an invitation may be valid, in hours.
    static let invitationHours = 1...24

    let context: OfficeContext
    let advertised: AdvertisedAddress

    func invite(_ draft: InvitationDraft, by caller: Caller) async throws -> Invitation {
        let person = try caller.person
        guard Self.invitationHours.contains(draft.validHours) else {
            throw APIError(
                .invalid,
                chinese: "邀请有效期应为 1 到 24 小时",
                english: "an invitation is valid for 1 to 24 hours",
                field: "validHours",
                rule: "range"
            )
        }
        let content = try APIError.validated { () throws(ValidationError) in
            try OfficeContent(
                validating: draft.office,
                name: draft.name,
                nameEnglish: draft.nameEnglish,
                level: draft.level,
                hostedBy: nil
            )
        }
        let child = try self.child(content)
        guard let address = self.advertised.value else { throw RosterFault.noAddress }
        let now = SystemTime.milliseconds()
        let identity = self.context.identity
        // Its end and the new office's certificate would both lie in the past.
        if let fault = identity.clockFaults(now: now).first {
            throw RosterFault.wrongClock(fault)
        }
        let expiresAt = min(
            now + Int64(draft.validHours) * 3_600_000,
            now + EnrolmentToken.lifetimeMillisecondsMax
        )
        let secret = EnrolmentSecret.random()
        guard
            let token = EnrolmentToken(
                tree: identity.tree,
                suite: identity.context.suite.number,
                rootHash: identity.authority.rootHash,
                parentHost: address.host,
                parentPort: address.port,
                path: child,
                secret: secret,
                expiresAt: expiresAt
            )
        else { throw RosterFault.treeTooDeep }
        let stored = JoinPermit(
            hash: secret.hash(by: identity.context.suite),
            office: child,
            level: content.level,
            name: content.name,
            nameEnglish: content.nameEnglish,
            madeBy: person,
            expiresAt: expiresAt
        )
        // It stands in the roster before anybody can come with the token.
        let part = content.invitation(roster: self.context.office, renames: draft.rename ?? false)
        let note = AuditNote(.officeEntered, "\(content.name) (\(content.office.text))")
        _ = try await self.context.write(LocalAct(note, user: person, parts: [part]))
        do throws(StoreError) {
            try await self.context.store.add(stored)
        } catch {
            throw APIError(error)
        }
        return Invitation(token: token.text, office: content.office.text, expiresAt: expiresAt)
    }

    func host(_ draft: HostedOfficeDraft, by caller: Caller) async throws -> Acknowledgement {
        let own = self.context.office
        let content = try APIError.validated { () throws(ValidationError) in
            try OfficeContent(
                validating: draft.office,
                name: draft.name,
                nameEnglish: draft.nameEnglish,
                level: draft.level,
                hostedBy: own
            )
        }
        _ = try self.child(content)
        let part = content.hosting(
            roster: own,
            renames: draft.rename ?? false,
            isForced: draft.force ?? false
        )
        let note = AuditNote(.officeHosted, "\(content.name) (\(content.office.text))")
        return try await self.context.acknowledged(
            [content.office.text],
            LocalAct(note, user: try caller.person, parts: [part])
        )
        .naming(content.name)
    }

    func rename(_ draft: OfficeNamesDraft, by caller: Caller) async throws -> Acknowledgement {
        let own = self.context.office
        let path = try await self.context.read { _, roster in
            try roster.find(draft.office, field: "office")
        }
        let isRoot = path == own && own.depth == 1
        guard isRoot || path.parent == own else { throw RosterFault.otherRoster(path) }
        let names = try APIError.validated { () throws(ValidationError) in
            try OfficeNames(
                validating: path.office,
                name: draft.name,
                nameEnglish: draft.nameEnglish
            )
        }
        let said = [names.name, names.nameEnglish].compactMap { $0 }.joined(separator: " / ")
        let act = LocalAct(
            AuditNote(.officeRenamed, "\(said) (\(path.office.text))"),
            user: try caller.person,
            parts: [names.part(roster: own)]
        )
        return try await self.context.acknowledged([path.office.text], act)
    }

    func grant(_ draft: OfficePlacesDraft, by caller: Caller) async throws -> Acknowledgement {
        let own = self.context.office
        let path = try await self.context.read { _, roster in
            try roster.find(draft.office, field: "office")
        }
        guard path.parent == own else { throw RosterFault.noGrant(to: path) }
        let places = try APIError.validated { () throws(ValidationError) in
            try BranchPlaces(validating: path.office, places: draft.places)
        }
        let name = path.office.text
        let act = LocalAct(
            draft.places.map { AuditNote(.placesGranted, "\(name): \($0)") }
                ?? AuditNote(.placesByLevel, name),
            user: try caller.person,
            parts: [places.part(roster: own)]
        )
        return try await self.context.acknowledged([path.office.text], act)
    }

    /// Where a child stands. Its id is none on the way to the root: nobody could tell the two apart.
    private func child(_ content: OfficeContent) throws(APIError) -> OfficePath {
        let (own, id) = (self.context.office, content.office)
        do throws(OfficeContent.EnteringFault) {
            return try content.path(below: own)
        } catch {
            throw switch error {
            case .nationalBelow: RosterFault.nationalBelow
            case .aboveItself: RosterFault.ownID(id, isOwn: id == own.office)
            case .treeTooDeep: RosterFault.treeTooDeep
            }
        }
    }
}
