package import Admin
import Foundation

/// The file `api.token` in the node's data folder, readable by the node's own user alone.
package enum APITokenFile {
    package static let name = "api.token"

    /// A token is 43 bytes; anything much longer is another file.
    private static let bytesMax = 256

    /// Reads the token, or makes one when there is no file yet.
    ///
    /// - Parameter path: The file's path.
    /// - Throws: ``APIError`` when the file is open to others, is not a token, or cannot be read or made.
    package static func loadOrCreate(at path: String) throws(APIError) -> APIToken {
        if let token = try Self.create(at: path) {
            return token
        }
        return try Self.load(at: path)
    }

    /// Reads the token.
    ///
    /// - Throws: ``APIError`` when there is none, when others may read it, or when it is damaged.
    package static func load(at path: String) throws(APIError) -> APIToken {
        // No link is followed: the file itself must be what was protected.
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw Self.failure("读取", "read", path, errno)
        }
        defer { close(descriptor) }
        // The folder is ours alone, so nobody can put another file in its place meanwhile.
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
            attributes[.type] as? FileAttributeType == .typeRegular,
            let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue, mode & 0o077 == 0,
            (attributes[.ownerAccountID] as? NSNumber)?.uint32Value == geteuid()
        else {
            throw Self.openToOthers(path)
        }
        var bytes = [UInt8](repeating: 0, count: Self.bytesMax)
        let count = read(descriptor, &bytes, Self.bytesMax)
        guard count >= 0 else {
            throw Self.failure("读取", "read", path, errno)
        }
        var text = String(decoding: bytes.prefix(count), as: UTF8.self)
        while text.last?.isNewline == true {
            text.removeLast()
        }
        guard RandomSecret.isWellFormed(text) else {
            throw APIError(
                .unavailable,
                chinese: "令牌文件 \(path) 的内容不是有效的令牌。",
                english: "The token file \(path) does not hold a valid token.",
                rule: "token-content",
                hintChinese: "请删除该文件后重新启动节点，节点会生成新的令牌。",
                hintEnglish: "Delete the file and start the node again; it makes a new token."
            )
        }
        return APIToken(text)
    }

    /// Makes the file with a new token; nil when there is one already.
    private static func create(at path: String) throws(APIError) -> APIToken? {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            if errno == EEXIST {
                return nil
            }
            throw Self.failure("创建", "create", path, errno)
        }
        defer { close(descriptor) }
        let token = APIToken.random()
        let bytes = Array((token.text + "\n").utf8)
        guard write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0 else {
            let cause = errno
            // Half a token is worse than none: the next start makes a whole one.
            unlink(path)
            throw Self.failure("写入", "write", path, cause)
        }
        return token
    }

    private static func openToOthers(_ path: String) -> APIError {
        APIError(
            .unavailable,
            chinese: "令牌文件 \(path) 可被其他用户读取，或不属于运行节点的用户，已拒绝使用。",
            english:
                "The token file \(path) may be read by other users, or is not a plain file of the node's own user; it is not used.",
            rule: "token-permissions",
            hintChinese: "请执行 chmod 600 \(path) 并确认属主；若令牌可能已泄露，请删除该文件后重启节点。",
            hintEnglish:
                "Run chmod 600 \(path) and check its owner; if the token may be known to others, delete the file and restart the node."
        )
    }

    private static func failure(
        _ verbChinese: String,
        _ verbEnglish: String,
        _ path: String,
        _ code: Int32
    ) -> APIError {
        let cause = String(cString: strerror(code))
        return APIError(
            .unavailable,
            chinese: "无法\(verbChinese)令牌文件 \(path)：\(cause)。",
            english: "Cannot \(verbEnglish) the token file \(path): \(cause).",
            rule: "token-file",
            hintChinese: "请检查数据目录是否存在、运行节点的用户是否有权限、磁盘是否已满。",
            hintEnglish:
                "Check that the data folder exists, that the node's user may use it, and that the disk is not full."
        )
    }
}
