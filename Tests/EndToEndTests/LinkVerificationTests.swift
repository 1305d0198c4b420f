import Admin
import NodeProcesses
import Testing

extension EndToEndTests {
    @Test("Two offices prove that they have the same, with a certificate that both have signed")
    func verifyLink() async throws {
        try await TestFolder.withOffices { offices in
            let (province, city) = (offices.province, offices.city)
            _ = try await city.client().submit([Drafts.report(0, series: 1)], by: Drafts.clerk)
            let draft = LinkVerificationDraft(peer: city.office, timeoutSeconds: 20)
            let proven = try await province.client().verify(draft, by: .unnamed)
            #expect(proven.result == "equal")
            #expect(proven.link.state == "inSync")
            let certificate = try #require(proven.certificate)
            #expect(certificate.signaturesAreGood)
            #expect(certificate.scopeDigest == proven.link.scopeDigest)
            #expect(certificate.signer != certificate.peerSigner)
            // The other end has kept its copy of it.
            try await city.wait(for: "the certificate") { client in
                let link = LinkVerificationDraft(peer: province.office, timeoutSeconds: 0)
                return try await client.verify(link, by: .unnamed).certificate?.scopeDigest
                    == certificate.scopeDigest
            }
            // Without a link nothing is proven, and the last certificate is still there.
            try await city.kill()
            try await province.wait(for: "the end of the link") { client in
                try await client.verify(draft, by: .unnamed).result == "offline"
            }
            let later = try await province.client().verify(draft, by: .unnamed)
            #expect(later.certificate?.scopeDigest == certificate.scopeDigest)
        }
    }
}
