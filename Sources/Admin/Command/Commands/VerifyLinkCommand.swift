import Admin
import ArgumentParser
import PlainText

struct VerifyLinkCommand: OfficeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "link",
            abstract: HelpLanguage.say(
                "核验与某单位是否完全一致。",
                "Proves that both ends of a link have the same."
            ),
            discussion: HelpLanguage.say(
                """
                两个单位比较该连接所传全部内容的摘要，一致时各签署一份证明并打印；到时仍不一致则退出码为 1，并显示上一份证明。

                EXAMPLES
                  cast-admin verify link 510000
                  cast-admin verify link 100000/510000 --timeout 30 --json
                """,
                """
                Both offices compare digests over everything that the link carries and, when they are equal,
                each signs a certificate. It is printed; the exit code is 1 when they are not found equal in
                time, and then the last certificate is shown.

                EXAMPLES
                  cast-admin verify link 510000
                  cast-admin verify link 100000/510000 --timeout 30 --json
                """
            )
        )
    }

    @OptionGroup var global: GlobalOptions

    @Argument(help: .said("对方单位：代码或路径。", "The other office: its id or its path."))
    var peer: String

    @Option(
        help: .said(
            "等待一致的秒数，0 到 60。",
            "Seconds to wait for equality, 0 to 60.",
            valueName: "seconds"
        )
    )
    var timeout = 10

    func run(in context: CommandContext) async throws -> ExitStatus {
        let screen = context.screen(self.global)
        guard (0...60).contains(self.timeout) else {
            throw UsageFailure(
                "--timeout 须为 0 至 60 秒，不能是“\(self.timeout)”",
                "--timeout is 0 to 60 seconds, not “\(self.timeout)”"
            )
        }
        let draft = LinkVerificationDraft(
            peer: try Check.filled(self.peer, "单位编号", "the office's id"),
            timeoutSeconds: self.timeout
        )
        let result = try await context.withOffice(self.global) {
            try await $0.verify(draft, by: self.global.caller())
        }
        try screen.show(result) { Self.text(result, on: screen) }
        return result.result == "equal" && result.certificate?.signaturesAreGood == true
            ? .success : .problemsFound
    }

    private static func text(_ result: LinkVerification, on screen: Screen) -> String {
        let link = result.link
        let name = link.peerName.isEmpty ? link.peer : "\(link.peerName) (\(link.peer))"
        var fields = Fields()
        fields.add("对方", "Peer", name)
        fields.add("结果", "Result", Self.result(result))
        if let certificate = result.certificate {
            fields.add("证书时间", "Certified", ChinaTime.zoned(certificate.at))
            fields.add("对方签署", "Peer signed", ChinaTime.zoned(certificate.peerAt))
            fields.add(
                "范围",
                "Scope",
                Phrase(
                    "连接所载 \(certificate.feeds) 个源",
                    "\(EnglishCount.text(certificate.feeds, "feed")) that the link carries"
                )
            )
            fields.add("摘要", "Digest", certificate.scopeDigest)
            fields.add("本方密钥", "Signed by", certificate.signer)
            fields.add("对方密钥", "Peer's key", certificate.peerSigner)
            fields.add(
                "签名",
                "Signatures",
                certificate.signaturesAreGood
                    ? Phrase("双方签名有效", "both are good")
                    : Phrase("签名无效，请勿采信", "NOT good: do not rely on this certificate")
            )
        }
        return fields.rendered(in: screen.language)
    }

    private static func result(_ result: LinkVerification) -> Phrase {
        let link = result.link
        let past =
            result.certificate == nil
            ? Phrase("尚无证书", "no certificate yet")
            : Phrase("以下为上次证书", "the last certificate follows")
        switch result.result {
        case "equal": return Phrase("完全一致，双方已签署", "equal; both have signed")
        case "offline":
            return Phrase(
                "连接未建立，无法比对；\(past.chinese)",
                "there is no link now, nothing was compared; \(past.english)"
            )
        default:
            let amounts = Words.link(
                "behind",
                toSend: link.sendBehind ?? 0,
                toReceive: link.receiveBehind
            )
            return Phrase(
                "尚未一致（\(amounts.chinese)）；\(past.chinese)",
                "not equal yet (\(amounts.english)); \(past.english)"
            )
        }
    }
}
