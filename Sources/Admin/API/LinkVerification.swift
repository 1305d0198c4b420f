/// What a comparison of both ends of a link has shown.
package struct LinkVerification: Codable, Sendable, Equatable {
    /// `equal`: both ends have signed, just now, that they have the same. `different`: they differ
    /// still, or one end has not answered in time. `offline`: there is no link now.
    package let result: String
    package let link: LinkSummary
    /// The latest certificate: the one just made when the result is `equal`, an earlier one otherwise.
    package let certificate: LinkCertificate?

    package init(result: String, link: LinkSummary, certificate: LinkCertificate?) {
        self.result = result
        self.link = link
        self.certificate = certificate
    }
}
