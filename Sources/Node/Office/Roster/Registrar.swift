import Decision
import Store
import SyncProtocol

/// Takes in offices that come with an invitation of ours.
struct Registrar: EnrolmentAuthority {
    let identity: NodeIdentity
    let store: OfficeStore

    func enrol(_ request: EnrolmentRequest) async throws(EnrolmentError) -> EnrolmentResponse {
        let token = try await self.consume(request)
        do {
            let certificates = try self.identity.authority.issue(
                request.path,
                request: request.certificateRequest,
                now: SystemTime.milliseconds()
            )
            guard
                let chain = try self.identity.chain.issuing(
                    child: request.path.office,
                    publicKey: request.signingPublicKey,
                    serial: 1,
                    signer: self.identity.signer
                )
            else { throw EnrolmentError.wrongOffice }
            return EnrolmentResponse(
                certificateChain: try certificates.map { try $0.derBytes() },
                credentials: chain.encoded(),
                level: token.level.rawValue,
                nameChinese: token.name,
                nameEnglish: token.nameEnglish
            )
        } catch {
            throw EnrolmentError.invalidRequest
        }
    }

    /// Uses the token up, durably, before anything is answered.
    private func consume(
        _ request: EnrolmentRequest
    ) async throws(EnrolmentError) -> JoinPermit {
        let use: JoinPermit.Use
        do throws(StoreError) {
            use = try await self.store.useToken(
                request.secret.hash(by: self.identity.context.suite),
                for: request.path,
                by: request.author
            )
        } catch {
            throw .unavailable
        }
        switch use {
        case .accepted(let token): return token
        case .unknown: throw .unknownToken
        case .expired: throw .tokenExpired
        case .usedBefore: throw .tokenUsed
        case .wrongOffice: throw .wrongOffice
        }
    }
}
