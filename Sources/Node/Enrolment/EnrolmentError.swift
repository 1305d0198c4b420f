import Admin
import SyncProtocol

/// Why an office was not taken in. What the parent says travels over the link as it is.
struct EnrolmentError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A stable word. A later version of the parent may use words not listed here.
    let reason: String
    let text: Phrase

    init(_ reason: String, _ chinese: String, _ english: String) {
        self.reason = reason
        self.text = Phrase(chinese, english)
    }

    var description: String { "\(self.reason): \(self.text.english)" }

    static let invalidRequest = Self(
        "invalid-request",
        "加入请求无效，请升级本程序后重试",
        "the request to join is not sound; upgrade this program and try again"
    )
    static let wrongSuite = Self(
        "wrong-suite",
        "签名密钥所用的密码套件不是本单位树的，请使用上级单位同一版本的程序",
        "the signing key is of another cipher suite than the tree's; use a program of the parent office's version"
    )
    static let unknownToken = Self(
        "unknown-token",
        "上级单位不认识该令牌，请重新签发",
        "the parent office does not know this token; ask for a new one"
    )
    static let tokenUsed = Self(
        "token-used",
        "令牌已被使用；如非本单位所为，请立即报告上级单位",
        "the token has been used; if it was not you, tell the parent office at once"
    )
    static let tokenExpired = Self(
        "token-expired",
        "令牌已过期，请上级单位重新签发",
        "the token has expired; ask the parent office for a new one"
    )
    static let wrongOffice = Self(
        "wrong-office",
        "令牌不是为该单位签发的",
        "the token was issued for another office"
    )
    static let tooManyAttempts = Self(
        "too-many-attempts",
        "失败次数过多，请稍后再试",
        "too many failed attempts; try again later"
    )
    static let unavailable = Self(
        "unavailable",
        "上级单位暂时无法处理加入请求，请稍后重试",
        "the parent office cannot take in offices at the moment; try again later"
    )

    /// Whether the office above gives nothing for this invitation and key, and has given nothing: not when its answer
    /// may have been lost on the way, or it may say otherwise the next time.
    var isRefusal: Bool {
        let refusals: [EnrolmentError] = [
            .invalidRequest, .wrongSuite, .unknownToken, .tokenUsed, .tokenExpired, .wrongOffice,
            .tooManyAttempts,
        ]
        return self.reason == Self.untrustedReason
            || refusals.contains { $0.reason == self.reason }
    }

    // MARK: Found by the joining office

    private static let untrustedReason = "untrusted-parent"

    static func untrustedParent(_ cause: LinkRefusal.Cause) -> Self {
        Self(
            Self.untrustedReason,
            "该地址不是令牌所指的上级单位，未发送任何秘密：\(cause.text.chinese)",
            "the server is not the parent named in the token; nothing secret was sent: "
                + cause.text.english
        )
    }

    static func unreachable(_ detail: String) -> Self {
        Self(
            "unreachable",
            "无法连接上级单位：\(detail)；请检查地址与网络",
            "the parent office cannot be reached: \(detail); check address and network"
        )
    }

    static func invalidResponse(_ detail: String) -> Self {
        Self(
            "invalid-response",
            "上级单位的答复无效：\(detail)",
            "the parent office's answer is not sound: \(detail)"
        )
    }
}

extension EnrolmentError: CBORCodable {
    private static let reasonLengthMax = 64
    private static let textLengthMax = 1_024

    func encode(to encoder: inout CBOREncoder) {
        encoder.map(count: 3)
        encoder.unsigned(1)
        encoder.text(self.reason)
        encoder.unsigned(2)
        encoder.text(NormalizedText.normalize(self.text.chinese))
        encoder.unsigned(3)
        encoder.text(NormalizedText.normalize(self.text.english))
    }

    init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        var texts: [String?] = [nil, nil, nil]
        try decoder.fields { key, value throws(CBORError) in
            guard (1...3).contains(key) else { return false }
            let max = key == 1 ? Self.reasonLengthMax : Self.textLengthMax
            texts[Int(key) - 1] = try value.text(max: max)
            return true
        }
        self.init(
            try texts[0].required(at: start),
            try texts[1].required(at: start),
            try texts[2].required(at: start)
        )
    }
}
