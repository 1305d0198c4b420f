package import Foundation
import PlainText

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
        let data = Data(try ReadableFile(path: path).next(byteCountMax: bytesMax + 1))
        guard data.count <= bytesMax else { throw Self.tooLarge(path, bytesMax: bytesMax) }
        return data
    }

    /// The whole file as UTF-8 text, without a byte order mark at its head.
    ///
    /// - Throws: ``APIError`` as ``contents(of:bytesMax:)``, and `malformed` when it is not UTF-8.
    package static func text(of path: String, bytesMax: Int) throws(APIError) -> String {
        guard let text = UTF8Text.text(try Self.contents(of: path, bytesMax: bytesMax)) else {
            throw APIError(
                .malformed,
                chinese: "文件 \(path) 不是 UTF-8 文本",
                english: "the file \(path) is not UTF-8 text",
                rule: APIError.encodingRule,
                hintChinese: "请另存为 UTF-8 编码后再试",
                hintEnglish: "save it in the encoding UTF-8 and try again"
            )
        }
        return text
    }

    /// The first line of a small file that is not empty, without what cannot be seen around it.
    package static func line(of path: String) throws(APIError) -> String {
        let text = try Self.text(of: path, bytesMax: Self.lineBytesMax)
        return text.split(whereSeparator: \.isNewline).map { PlainText.trimmed($0) }
            .first { !$0.isEmpty } ?? ""
    }
}

extension SmallFile {
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
