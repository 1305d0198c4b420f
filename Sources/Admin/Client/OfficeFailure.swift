import AsyncHTTPClient
import Foundation
import NIOCore
import NIOPosix
import PlainText

/// What went wrong between this program and a node, in words.
enum OfficeFailure {
    /// - Returns: An ``APIError``; `error` itself when the calling task was cancelled, or a file at this end could
    ///   not be written.
    static func describe(
        _ error: any Error,
        address: NodeAddress,
        deadlineSeconds: Int64,
        limits: OfficeClientLimits
    ) -> any Error {
        switch error {
        case is APIError, is CancellationError, is UnwrittenFile:
            return error
        case is NIOTooManyBytesError:
            return Self.answerTooLarge(address, bytesMax: limits.answerBytesMax)
        case let error as HTTPClientError where error == .cancelled:
            return Task.isCancelled ? CancellationError() : Self.closed(address)
        case let error as HTTPClientError
        where error == .deadlineExceeded || error == .readTimeout:
            return Self.noAnswer(address, seconds: deadlineSeconds)
        default:
            if Self.isClosedConnection(error) { return Self.closed(address) }
            if Self.isUnknownName(error) { return Self.unknownName(address) }
            if Self.isFailedConnection(error) { return Self.notReached(address) }
            return address.isSecure
                ? Self.notSecured(address, error) : Self.failed(address, error)
        }
    }

    /// Whether no address is known for the host's name.
    private static func isUnknownName(_ error: any Error) -> Bool {
        switch error {
        case is SocketAddressError.UnknownHost: true
        case let error as NIOConnectionError:
            error.connectionErrors.isEmpty
                && [error.dnsAError, error.dnsAAAAError].contains { $0 != nil }
        default: false
        }
    }

    /// Whether a connection stood and TLS failed on it, as it does where the other end speaks without.
    static func maySpeakPlainly(_ error: any Error) -> Bool {
        switch error {
        case is APIError, is CancellationError, is UnwrittenFile, is NIOTooManyBytesError: false
        case let error as HTTPClientError: error == .remoteConnectionClosed
        default:
            !Self.isUnknownName(error) && !Self.isFailedConnection(error)
                || Self.isClosedConnection(error)
        }
    }

    /// Whether no connection came about. What else may go wrong is not to be taken for that.
    private static func isFailedConnection(_ error: any Error) -> Bool {
        switch error {
        case let error as HTTPClientError:
            [.connectTimeout, .getConnectionFromPoolTimeout, .tlsHandshakeTimeout].contains(error)
        case is NIOConnectionError, is IOError, is ChannelError, is SocketAddressError:
            true
        default:
            false
        }
    }

    /// Whether the node closed a connection that stood: what was asked may have been done or not.
    static func isClosedConnection(_ error: any Error) -> Bool {
        switch error {
        case let error as HTTPClientError:
            error == .remoteConnectionClosed
        case let error as IOError:
            error.errnoCode == ECONNRESET || error.errnoCode == EPIPE
        default:
            false
        }
    }

    /// Whether nobody listens there.
    static func isRefusedConnection(_ error: any Error) -> Bool {
        switch error {
        case let error as IOError: error.errnoCode == ECONNREFUSED
        case let error as NIOConnectionError:
            !error.connectionErrors.isEmpty
                && error.connectionErrors.allSatisfy { Self.isRefusedConnection($0.error) }
        default: false
        }
    }

    static func unexpectedStatus(_ status: Int, _ address: NodeAddress) -> APIError {
        APIError(
            Self.code(ofStatus: status),
            chinese: "地址 \(address) 的回答（HTTP \(status)）不是节点的回答",
            english: "the answer of \(address) (HTTP \(status)) is not that of a node",
            hintChinese: "请检查地址与端口；节点把自己的地址写在数据文件夹的 \(NodeAccess.addressFileName) 里",
            hintEnglish: "check host and port; a node writes its address into the file "
                + "\(NodeAccess.addressFileName) of its data folder"
        )
    }

    static func unreadableAnswer(_ address: NodeAddress) -> APIError {
        APIError(
            .internalFault,
            chinese: "看不懂地址 \(address) 的回答",
            english: "the answer of \(address) cannot be understood",
            hintChinese: "节点与 cast-admin 的版本可能不同，请用同一次发布的两个程序",
            hintEnglish: "the node and cast-admin may be of different versions; "
                + "use both from one release"
        )
    }

    private static func code(ofStatus status: Int) -> APIError.Code {
        switch status {
        case 400: .malformed
        case 401: .unauthenticated
        case 403: .forbidden
        case 404: .notFound
        case 409: .conflict
        case 413, 422: .invalid
        case 429: .busy
        case 502, 503, 504: .unavailable
        default: .internalFault
        }
    }

    private static func notReached(_ address: NodeAddress) -> APIError {
        APIError(
            .unavailable,
            chinese: "连不上 \(address) 的节点，它可能没有运行",
            english: "no connection to the node at \(address); it may not be running",
            hintChinese: "请用 cast-node run 启动节点",
            hintEnglish: "start it with cast-node run"
        )
    }

    private static func unknownName(_ address: NodeAddress) -> APIError {
        APIError(
            .unavailable,
            chinese: "找不到主机 \(address.host)：这个名称没有对应的地址",
            english: "the host \(address.host) is not known: its name has no address",
            hintChinese: "请检查主机名的拼写与本机的域名解析（/etc/hosts、DNS），或直接写 IP 地址",
            hintEnglish: "check its spelling and how names are resolved here (/etc/hosts, DNS), "
                + "or write the IP address"
        )
    }

    static func speaksPlainly(_ address: NodeAddress) -> APIError {
        APIError(
            .unavailable,
            chinese: "\(address) 处的节点用的是 http，不是 https",
            english: "the node at \(address) speaks http there, not https",
            hintChinese: "请写 \(address.plain)；经网络访问时，请在节点前设置 TLS 代理，或用隧道",
            hintEnglish: "write \(address.plain); over a network put a TLS proxy before the node, "
                + "or use a tunnel"
        )
    }

    private static func notSecured(_ address: NodeAddress, _ error: any Error) -> APIError {
        let reason = (error as? HTTPClientError)?.shortDescription ?? "\(error)"
        return APIError(
            .unavailable,
            chinese: "与 \(address) 建立不了 TLS 连接：\(reason)",
            english: "no TLS connection to \(address) came about: \(reason)",
            hintChinese: "请检查该处 TLS 代理的证书是否有效、是否为本机所信任",
            hintEnglish: "check that the certificate there is valid and trusted by this machine"
        )
    }

    private static func failed(_ address: NodeAddress, _ error: any Error) -> APIError {
        let reason = (error as? HTTPClientError)?.shortDescription ?? "\(error)"
        return APIError(
            .internalFault,
            chinese: "与 \(address) 的节点交换数据时出错：\(reason)",
            english: "the exchange with the node at \(address) failed: \(reason)",
            hintChinese: "请检查地址；若反复出现，请把此行报告给系统管理员",
            hintEnglish: "check the address; report this line if it goes on"
        )
    }

    private static func closed(_ address: NodeAddress) -> APIError {
        APIError(
            .unavailable,
            chinese: "\(address) 的节点中途断开了连接，它可能正在停止",
            english: "the node at \(address) closed the connection before it answered; "
                + "it may be stopping",
            hintChinese: "请用 cast-node run 启动节点后重试；同一编号重复提交不会重复",
            hintEnglish: "start it with cast-node run and try again; "
                + "a repeat with the same id is the same record"
        )
    }

    private static func noAnswer(_ address: NodeAddress, seconds: Int64) -> APIError {
        APIError(
            .unavailable,
            chinese: "\(address) 的节点在 \(seconds) 秒内没有回答",
            english: "the node at \(address) did not answer within "
                + EnglishCount.text(seconds, "second"),
            hintChinese: "请查看节点的日志，稍后重试",
            hintEnglish: "look at the node's log and try again later"
        )
    }

    private static func answerTooLarge(_ address: NodeAddress, bytesMax: Int) -> APIError {
        APIError(
            .internalFault,
            chinese: "地址 \(address) 的回答超过上限 \(bytesMax) 字节",
            english: "the answer of \(address) is larger than the limit of \(bytesMax) bytes",
            hintChinese: "请用 --limit 减少每页条数",
            hintEnglish: "ask for fewer lines with --limit"
        )
    }
}
