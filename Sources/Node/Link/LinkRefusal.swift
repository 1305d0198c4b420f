import Admin
import SyncProtocol

/// A connection that was not allowed to become a link, or an attempt to make one that failed.
struct LinkRefusal: Sendable, Equatable {
    enum Reason: String, Sendable, Equatable, CaseIterable {
        case unknownPeer = "unknown-peer"
        case unexpectedPeer = "unexpected-peer"
        case barredPeer = "barred-peer"
        case ownCopy = "own-copy"
        case alreadyLinked = "already-linked"
        case badCertificate = "bad-certificate"
        case wrongTree = "wrong-tree"
        case expiredCertificate = "expired-certificate"
        case noCertificate = "no-certificate"
        case handshakeTimeout = "handshake-timeout"
        case handshakeFailed = "handshake-failed"
        case noCommonProtocol = "no-common-protocol"
        case malformedFrame = "malformed-frame"
        case tooManyConnections = "too-many-connections"
        case enrolmentRefused = "enrolment-refused"
        case unreachable = "unreachable"
    }

    let reason: Reason
    let direction: Link.Direction
    let remoteAddress: String
    let text: Phrase
    /// What there is to say beside the reason: a stable word, or what the line said.
    let detail: String?
}

extension LinkRefusal {
    /// The address without its port, which changes with every connection that comes in.
    var host: String {
        self.remoteAddress.split(separator: ":").dropLast().joined(separator: ":")
    }

    /// Why, before it is known for which connection.
    struct Cause: Error, Sendable, Equatable {
        let reason: Reason
        let text: Phrase
        var detail: String?
    }
}

extension LinkRefusal.Cause {
    init(_ error: CertificateFault) {
        let reason: LinkRefusal.Reason =
            switch error.reason {
            case .wrongTree, .wrongRoot: .wrongTree
            case .expired, .notYetValid: .expiredCertificate
            default: .badCertificate
            }
        self.init(reason: reason, text: error.text)
    }

    static func unknownPeer(_ peer: OfficePath, own: OfficePath) -> Self {
        Self(
            reason: .unknownPeer,
            text: Phrase(
                "单位 \(peer) 与本单位 \(own) 没有上下级关系，拒绝连接",
                "office \(peer) stands neither above nor below this office \(own)"
            )
        )
    }

    static func unexpectedPeer(_ peer: OfficePath, expected: OfficePath) -> Self {
        Self(
            reason: .unexpectedPeer,
            text: Phrase(
                "该地址的单位是 \(peer)，应为 \(expected)；请检查上级地址的配置",
                "the office at this address is \(peer), expected \(expected); check the configured address"
            )
        )
    }

    static func barredPeer(_ peer: OfficePath) -> Self {
        Self(
            reason: .barredPeer,
            text: Phrase(
                "单位 \(peer) 的证书已被吊销，拒绝连接",
                "the certificates of office \(peer) have been revoked"
            )
        )
    }

    static func ownCopy(_ peer: OfficePath) -> Self {
        Self(
            reason: .ownCopy,
            text: Phrase(
                "对方与本节点使用同一身份（\(peer)）：数据目录被复制到了另一台机器；请停掉其中一个，并用新的邀请码加入",
                "the other end has this node's own identity (\(peer)): its data folder was copied; "
                    + "stop one of them and let it join with an invitation of its own"
            )
        )
    }

    static func alreadyLinked(_ peer: OfficePath) -> Self {
        Self(
            reason: .alreadyLinked,
            text: Phrase(
                "与 \(peer) 的该节点已有连接",
                "there is a link to that node of \(peer) already"
            )
        )
    }

    static func enrolmentRefused(_ error: EnrolmentError) -> Self {
        Self(
            reason: .enrolmentRefused,
            text: Phrase(
                "加入请求被拒绝：\(error.text.chinese)",
                "a request to join was refused: \(error.text.english)"
            ),
            detail: error.reason
        )
    }

    static let noCertificate = Self(
        reason: .noCertificate,
        text: Phrase("对方未出示证书", "the other end showed no certificate")
    )

    static let handshakeTimeout = Self(
        reason: .handshakeTimeout,
        text: Phrase("握手超时", "the handshake was not finished in time")
    )

    static func handshakeFailed(_ detail: String) -> Self {
        Self(
            reason: .handshakeFailed,
            text: Phrase("TLS 握手失败：\(detail)", "the TLS handshake failed: \(detail)"),
            detail: detail
        )
    }

    static func noCommonProtocol(_ offered: String) -> Self {
        Self(
            reason: .noCommonProtocol,
            text: Phrase(
                "双方没有共同的协议版本（\(offered)）",
                "both ends have no protocol version in common (\(offered))"
            ),
            detail: offered
        )
    }

    static let tooManyConnections = Self(
        reason: .tooManyConnections,
        text: Phrase("连接过多，暂不接受", "too many connections at the moment")
    )

    static func malformedFrame(_ detail: String) -> Self {
        Self(
            reason: .malformedFrame,
            text: Phrase("收到无法识别的数据：\(detail)", "malformed data was received: \(detail)")
        )
    }

    static func unreachable(_ detail: String) -> Self {
        Self(
            reason: .unreachable,
            text: Phrase("无法连接：\(detail)", "cannot be reached: \(detail)")
        )
    }
}
