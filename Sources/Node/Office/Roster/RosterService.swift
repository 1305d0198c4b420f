import Admin
import Decision
import OfficeWork
import Store
import SyncProtocol

/// Which offices stand below this one, and what they are called: invitations, hosted offices, names.
struct RosterService: Sendable {
    /// How long an invitation may be valid, in hours.
    static let invitationHours = 1...24

    let context: OfficeContext
    let advertised: AdvertisedAddress

    func invite(_ draft: InvitationDraft, by caller: Caller) async throws -> Invitation {
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
        let child = try self.child(content.office)
        guard let address = self.advertised.value else { throw APIError.noAddress }
        let now = SystemTime.milliseconds()
        let identity = self.context.identity
        // Its end and the new office's certificate would both lie in the past.
        if let fault = identity.clockFaults(now: now).first {
            throw APIError.wrongClock(fault)
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
        else { throw APIError.treeTooDeep }
        let stored = JoinPermit(
            hash: secret.hash,
            office: child,
            level: content.level,
            name: content.name,
            nameEnglish: content.nameEnglish,
            madeBy: caller.user,
            expiresAt: expiresAt
        )
        // It stands in the roster before anybody can come with the token.
        let part = content.invitation(roster: self.context.office, renames: draft.rename ?? false)
        _ = try await self.context.write(LocalAct(user: caller.user, parts: [part]))
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
        _ = try self.child(content.office)
        let part = content.hosting(
            roster: own,
            renames: draft.rename ?? false,
            isForced: draft.force ?? false
        )
        return try await self.context.acknowledged(
            [content.office.text],
            LocalAct(user: caller.user, parts: [part])
        )
        .naming(content.name)
    }

    func rename(_ draft: OfficeNamesDraft, by caller: Caller) async throws -> Acknowledgement {
        let own = self.context.office
        let path = try await self.context.read { _, roster in
            try roster.find(draft.office, field: "office")
        }
        let isRoot = path == own && own.depth == 1
        guard isRoot || path.parent == own else { throw APIError.otherRoster(path) }
        let names = try APIError.validated { () throws(ValidationError) in
            try OfficeNames(
                validating: path.office,
                name: draft.name,
                nameEnglish: draft.nameEnglish
            )
        }
        let act = LocalAct(user: caller.user, parts: [names.part(roster: own)])
        return try await self.context.acknowledged([path.office.text], act)
    }

    /// Where a child stands. Its id is none on the way to the root: nobody could tell the two apart.
    private func child(_ id: OfficeID) throws(APIError) -> OfficePath {
        guard !self.context.office.ids.contains(id) else {
            throw .ownID(id, isOwn: id == self.context.office.office)
        }
        guard let child = self.context.office.child(id) else { throw .treeTooDeep }
        return child
    }
}

extension APIError {
    static let noAddress = APIError(
        .conflict,
        chinese: "尚未配置本节点供下级连接的地址，无法签发邀请",
        english: "it is not configured under which address the offices below reach this node",
        rule: "advertised-address",
        hintChinese: "请设置 link.advertise（主机:端口）后重启节点",
        hintEnglish: "set link.advertise (host:port) and restart the node"
    )

    static func wrongClock(_ fault: Phrase) -> APIError {
        APIError(
            .conflict,
            chinese: "现在不能签发邀请：\(fault.chinese)",
            english: "no invitation can be made now: \(fault.english)",
            rule: "clock"
        )
    }

    static func ownID(_ id: OfficeID, isOwn: Bool) -> APIError {
        APIError(
            .invalid,
            chinese: isOwn ? "\(id) 是本单位的代码，不能邀请或代管本单位" : "\(id) 是上级单位的代码，不能用于下级单位",
            english: isOwn
                ? "\(id) is this office itself, which cannot be below itself"
                : "\(id) is an office above this one, so none below can have that id",
            field: "office",
            rule: "own-id",
            hintChinese: "为本单位增设节点，请由上级单位签发邀请",
            hintEnglish: "a further node of this office is invited by the office above"
        )
    }

    /// Whose names stand in another office's roster.
    static func otherRoster(_ office: OfficePath) -> APIError {
        let parent = office.parent.map { "\($0)" } ?? "\(office)"
        return APIError(
            .forbidden,
            chinese: "\(office) 的名称由 \(parent) 登记，本节点不能更改",
            english: "the names of \(office) stand in the roster of \(parent), not in ours",
            field: "office",
            rule: "own-roster",
            hintChinese: "请在 \(parent) 的节点上更改",
            hintEnglish: "change them at the node of \(parent)"
        )
    }

    static let treeTooDeep = APIError(
        .invalid,
        chinese: "单位树不能超过 \(OfficePath.depthMax) 级",
        english: "a tree has at most \(OfficePath.depthMax) levels",
        field: "office",
        rule: "depth"
    )
}
