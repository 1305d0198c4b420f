import Admin
import ArgumentParser
import Foundation

/// An invitation, on the command line or in a file.
struct InvitationOptions: ParsableArguments {
    @Option(help: "The invitation.")
    var token: String?

    @Option(help: "A file that holds the invitation.")
    var tokenFile: String?

    /// - Parameter now: UTC milliseconds.
    /// - Throws: ``UsageFailure`` or ``NodeFailure``.
    func token(now: Int64) throws -> EnrolmentToken {
        let text: String
        switch (self.token, self.tokenFile) {
        case (let token?, nil): text = token
        case (nil, let file?):
            guard let contents = try? String(contentsOfFile: file, encoding: .utf8) else {
                throw NodeFailure(
                    .notFound,
                    "无法读取邀请码文件 \(file)",
                    "the invitation file \(file) cannot be read"
                )
            }
            text = contents
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
