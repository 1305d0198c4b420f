package import Foundation

/// Reads files that people name on the command line, and says plainly why it cannot.
package enum SmallFile {
    /// The largest address or key file that is read, in bytes.
    private static let lineBytesMax = 4_096

    /// The whole file.
    ///
    /// - Parameter bytesMax: A larger file is refused, however large it claims to be.
    /// - Throws: ``APIError`` that names the file: `notFound`, `forbidden`, or `malformed` when it is
    ///   a folder or too large.
    package static func contents(of path: String, bytesMax: Int) throws(APIError) -> Data {
        // One byte more than allowed tells a full file from one that is too large.
        let data = try Self.start(of: path, byteCount: bytesMax + 1)
        guard data.count <= bytesMax else { throw Self.tooLarge(path, bytesMax: bytesMax) }
        return data
    }

    /// The first byte of a file of any length: whether it can be read at all.
    ///
    /// - Throws: ``APIError`` as ``contents(of:bytesMax:)``.
    static func head(of path: String) throws(APIError) -> Data {
        try Self.start(of: path, byteCount: 1)
    }

    /// The whole file as UTF-8 text.
    ///
    /// - Throws: ``APIError`` as ``contents(of:bytesMax:)``, and `malformed` when it is not UTF-8.
    package static func text(of path: String, bytesMax: Int) throws(APIError) -> String {
        let data = try Self.contents(of: path, bytesMax: bytesMax)
        guard let text = String(validating: data, as: UTF8.self) else {
            throw APIError(
                .malformed,
                chinese: "文件 \(path) 不是 UTF-8 文本",
                english: "the file \(path) is not UTF-8 text",
                hintChinese: "请另存为 UTF-8 编码后再试",
                hintEnglish: "save it in the encoding UTF-8 and try again"
            )
        }
        return text
    }

    /// The first line of a small file, without blanks around it.
    package static func line(of path: String) throws(APIError) -> String {
        let text = try Self.text(of: path, bytesMax: Self.lineBytesMax)
        let line = text.split(separator: "\n", maxSplits: 1).first ?? ""
        return line.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

extension SmallFile {
    /// The bytes that a file begins with: so many, or all that it has.
    private static func start(of path: String, byteCount: Int) throws(APIError) -> Data {
        do {
            var isFolder: ObjCBool = false
            if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
                isFolder.boolValue
            {
                throw Self.folder(path)
            }
            let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            defer { try? file.close() }
            return try file.read(upToCount: byteCount) ?? Data()
        } catch let error as APIError {
            throw error
        } catch {
            throw Self.failure(path, error)
        }
    }

    private static func failure(_ path: String, _ error: any Error) -> APIError {
        let reason = error as NSError
        let code = (error as? CocoaError)?.code
        let underlying = reason.userInfo[NSUnderlyingErrorKey] as? any Error as? POSIXError
        if code == .fileReadNoPermission || underlying?.code == .EACCES {
            return APIError(
                .forbidden,
                chinese: "没有权限读取文件 \(path)",
                english: "there is no permission to read the file \(path)",
                hintChinese: "请用有权限的系统用户运行，或换一个文件",
                hintEnglish: "run as a system user who may read it, or name another file"
            )
        }
        return APIError(
            .notFound,
            chinese: "找不到或无法打开文件 \(path)",
            english: "the file \(path) does not exist or cannot be opened",
            hintChinese: "请检查路径",
            hintEnglish: "check the path"
        )
    }

    private static func folder(_ path: String) -> APIError {
        APIError(
            .malformed,
            chinese: "\(path) 是文件夹，不是文件",
            english: "\(path) is a folder, not a file",
            hintChinese: "请指明其中的文件",
            hintEnglish: "name a file in it"
        )
    }

    private static func tooLarge(_ path: String, bytesMax: Int) -> APIError {
        APIError(
            .malformed,
            chinese: "文件 \(path) 超过上限 \(bytesMax) 字节",
            english: "the file \(path) is larger than the limit of \(bytesMax) bytes",
            hintChinese: "请检查是否选错了文件，或把内容拆成几个文件",
            hintEnglish: "check that it is the right file, or split it into several"
        )
    }
}
