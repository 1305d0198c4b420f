import Foundation

/// The words that a program was started with, as they came: bytes that should be text in UTF-8.
package enum ProgramArguments {
    /// Those of the running process after its name.
    package static var process: [[UInt8]] {
        (0..<Int(CommandLine.argc)).dropFirst().compactMap { index in
            CommandLine.unsafeArgv[index].map { word in
                Array(UnsafeRawBufferPointer(start: word, count: strlen(word)))
            }
        }
    }

    /// The same with signs in place of what is no text: for telling what is wrong, never for use.
    package static func shown(_ raw: [[UInt8]]) -> [String] {
        raw.map { String(decoding: $0, as: UTF8.self) }
    }

    /// A word may be a title, or the name of a file from a system that wrote GBK: read with signs in place of
    /// what cannot be read it would be signed, or name another file or none.
    ///
    /// - Throws: ``UsageFailure`` that says which of the words is no text, by its option where it has one.
    package static func words(_ raw: [[UInt8]]) throws(UsageFailure) -> [String] {
        var words: [String] = []
        for (index, bytes) in raw.enumerated() {
            guard let word = String(validating: bytes, as: UTF8.self) else {
                let shown = String(decoding: bytes, as: UTF8.self)
                let option = words.last.flatMap { $0.hasPrefix("--") ? $0 : nil }
                throw UsageFailure(
                    "第 \(index + 1) 个参数\(option.map { "（\($0) 的值）" } ?? "")“\(shown)”不是 UTF-8 文本，可能是 GBK："
                        + "请把终端和脚本的编码改为 UTF-8；文件名请先改名（convmv -f gbk -t utf8 --notest），"
                        + "或用管道：attachment add <(cat 文件) --name 名称",
                    "argument \(index + 1)\(option.map { " (the value of \($0))" } ?? ""), “\(shown)”, is not text in "
                        + "UTF-8; it may be in GBK: set the encoding of the terminal and of scripts to UTF-8; rename a "
                        + "file (convmv -f gbk -t utf8 --notest), or use a pipe: attachment add <(cat FILE) --name NAME"
                )
            }
            words.append(word)
        }
        return words
    }
}
