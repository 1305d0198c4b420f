import Admin
import Decision

/// Why a text is no token that can be used.
enum EnrolmentTokenError: Error, Sendable, Equatable, CustomStringConvertible {
    case wrongPrefix
    case damaged
    /// It is whole but of a later version, or was not made by this system.
    case unsupported
    /// When, UTC milliseconds.
    case expired(at: Int64)

    var text: Phrase {
        switch self {
        case .wrongPrefix:
            Phrase(
                "这不是加入令牌：令牌以 \(EnrolmentToken.prefix) 开头",
                "this is no token: a token begins with \(EnrolmentToken.prefix)"
            )
        case .damaged:
            Phrase(
                "令牌在复制时损坏或不完整，请完整复制一次",
                "the token was damaged in copying; copy it again as a whole"
            )
        case .unsupported:
            Phrase(
                "令牌版本不受支持，请升级本程序",
                "the token is of a version that this program does not know; upgrade it"
            )
        case .expired:
            Phrase(
                "令牌已过期，请上级单位重新签发（如时钟有误请先校准）",
                "the token has expired; ask the parent office for a new one (or set this clock right)"
            )
        }
    }

    var description: String { self.text.english }
}
