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
        guard let child = self.office.child(content.office) else { throw APIError.treeTooDeep }
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
        guard own.child(content.office) != nil else { throw APIError.treeTooDeep }
        let intent = content.intent(roster: own)
        let known = try await self.read { try Self.standing(of: intent, $0) }
        if known == .same { return try await self.repeated([content.office.text]) }
        return try await self.acknowledged(
            [content.office.text],
            LocalAct(user: caller.user, intents: [intent])
        )
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

    static let treeTooDeep = APIError(
        .invalid,
        chinese: "单位树不能超过 \(OfficePath.depthMax) 级",
        english: "a tree has at most \(OfficePath.depthMax) levels",
        field: "office",
        rule: "depth"
    )
}
