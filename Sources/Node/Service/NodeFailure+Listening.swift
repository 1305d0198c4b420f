import Admin
import Foundation
import NIOCore

extension NodeFailure {
    /// Why a port cannot be listened on, in words.
    ///
    /// - Parameters:
    ///   - what: the port's purpose.
    ///   - keys: the configuration keys that say where.
    static func cannotListen(
        _ what: Phrase,
        on address: HostAndPort,
        keys: String,
        _ error: any Error
    ) -> NodeFailure {
        let code = (error as? IOError)?.errnoCode
        let reason: Phrase
        if error is SocketAddressError.UnknownHost {
            reason = Phrase("主机名 \(address.host) 无法解析", "the host \(address.host) is not known")
        } else {
            reason = Phrase(same: code.map { String(cString: strerror($0)) } ?? "\(error)")
        }
        // Another program may give the port back; an address that is not of this machine stays wrong.
        let isTemporary = code == EADDRINUSE || code == EMFILE || code == ENFILE
        return NodeFailure(
            isTemporary ? .unavailable : .configuration,
            "\(what.chinese)无法在 \(address) 监听：\(reason.chinese)；请检查配置项 \(keys)，或端口是否被占用",
            "\(what.english) cannot listen on \(address): \(reason.english); check \(keys), or whether the port is in "
                + "use"
        )
    }
}
