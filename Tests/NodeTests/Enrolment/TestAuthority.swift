import Decision
import SyncProtocol
import X509

@testable import Node

/// The parent's business in memory: one invitation, used once.
actor TestAuthority: EnrolmentAuthority {
    private let office: OfficeAuthority
    private let path: OfficePath
    private let secretHash: Digest256
    private let expiresAt: Int64
    private var usedBy: AuthorID?
    private(set) var requestCount = 0

    init(office: OfficeAuthority, token: EnrolmentToken) {
        self.office = office
        self.path = token.path
        self.secretHash = token.secret.hash(by: .ed25519)
        self.expiresAt = token.expiresAt
    }

    func enrol(_ request: EnrolmentRequest) async throws(EnrolmentError) -> EnrolmentResponse {
        self.requestCount += 1
        guard request.secret.matches(self.secretHash, by: .ed25519) else { throw .unknownToken }
        guard request.path == self.path else { throw .wrongOffice }
        guard TestTree.now < self.expiresAt else { throw .tokenExpired }
        guard self.usedBy == nil || self.usedBy == request.author else { throw .tokenUsed }
        self.usedBy = request.author
        do {
            let chain = try self.office.issue(
                request.path,
                request: request.certificateRequest,
                now: TestTree.now
            )
            return EnrolmentResponse(
                certificateChain: try chain.map { try $0.derBytes() },
                credentials: [1, 2, 3],
                level: "province",
                nameChinese: "四川省科学技术协会",
                nameEnglish: "Sichuan Association for Science and Technology"
            )
        } catch {
            throw .unavailable
        }
    }
}
