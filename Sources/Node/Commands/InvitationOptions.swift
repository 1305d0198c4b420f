import Admin
import ArgumentParser
import Decision

/// An invitation, on the command line or in a file.
struct InvitationOptions: ParsableArguments {
    @Option(help: .said("邀请码。", "The invitation."))
    var token: String?

    @Option(
        help: .said(
            "存有邀请码的文件，- 表示标准输入。",
            "A file that holds the invitation, - for standard input."
        )
    )
    var tokenFile: String?

    /// - Parameter now: UTC milliseconds.
    /// - Throws: ``UsageFailure`` or ``NodeFailure``.
    func token(now: Int64) throws -> EnrolmentToken {
        let text: String
        switch (self.token, self.tokenFile) {
        case (let token?, nil): text = token
        case (nil, let file?):
            text = try SmallFile.line(of: file)
        default:
            throw UsageFailure(
                "请用 --token 或 --token-file 给出邀请码",
                "give the invitation with --token or --token-file"
            )
        }
        do throws(EnrolmentTokenError) {
            return try EnrolmentToken(text: text, now: now)
        } catch {
            throw NodeFailure(.dataRefused, error.text.chinese, error.text.english)
        }
    }
}
