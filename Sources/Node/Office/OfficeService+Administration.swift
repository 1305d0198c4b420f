import Admin
import OfficeWork
import Store
import SyncProtocol

extension OfficeService {
    /// How long an invitation may be valid, in hours.
    static let invitationHours = 1...24

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
        let content = try Self.validated { () throws(ValidationError) in
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
        let expiresAt = min(
            now + Int64(draft.validHours) * 3_600_000,
            now + EnrolmentToken.lifetimeMillisecondsMax
        )
        let secret = EnrolmentSecret.random()
        guard
            let token = EnrolmentToken(
                tree: self.identity.tree,
                rootHash: self.identity.authority.rootHash,
                parentHost: address.host,
                parentPort: address.port,
                path: child,
                secret: secret,
                expiresAt: expiresAt
            )
        else { throw APIError.treeTooDeep }
        let stored = Store.EnrolmentToken(
            hash: secret.hash,
            office: child,
            level: content.level,
            name: content.name,
            nameEnglish: content.nameEnglish,
            madeBy: caller.user,
            expiresAt: expiresAt
        )
        try await self.register(content, by: caller)
        do throws(StoreError) {
            try await self.store.add(stored)
        } catch {
            throw APIError(error)
        }
        return Invitation(token: token.text, office: content.office.text, expiresAt: expiresAt)
    }

    func host(_ draft: HostedOfficeDraft, by caller: Caller) async throws -> Acknowledgement {
        let own = self.office
        let content = try Self.validated { () throws(ValidationError) in
            try OfficeContent(
                validating: draft.office,
                name: draft.name,
                nameEnglish: draft.nameEnglish,
                level: draft.level,
                hostedBy: own
            )
        }
        _ = try self.child(content.office)
        let intent = content.intent(roster: own)
        let known = try await self.read { try Self.standing(of: intent, $0) }
        if known == .same { return try await self.repeated([content.office.text]) }
        return try await self.acknowledged(
            [content.office.text],
            LocalAct(user: caller.user, intents: [intent])
        )
    }

    /// Where a child stands. Its id is none on the way to the root: nobody could tell the two apart.
    private func child(_ id: OfficeID) throws(APIError) -> OfficePath {
        guard !self.office.ids.contains(id) else {
            throw .ownID(id, isOwn: id == self.office.office)
        }
        guard let child = self.office.child(id) else { throw .treeTooDeep }
        return child
    }

    /// Writes a child's names into our roster, unless they stand there already.
    private func register(_ content: OfficeContent, by caller: Caller) async throws {
        let intent = content.intent(roster: self.office)
        let known = try await self.read { try Self.standing(of: intent, $0) }
        guard known != .same else { return }
        _ = try await self.write(LocalAct(user: caller.user, intents: [intent]))
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

    static let treeTooDeep = APIError(
        .invalid,
        chinese: "单位树不能超过 \(OfficePath.depthMax) 级",
        english: "a tree has at most \(OfficePath.depthMax) levels",
        field: "office",
        rule: "depth"
    )
}
