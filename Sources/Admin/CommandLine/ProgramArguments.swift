import Foundation

/// The words that a program was started with.
package enum ProgramArguments {
    /// The words of the running process after its name; nil when one of them is no text, which has been said on
    /// standard error then.
    ///
    /// A word may be the name of a file from a system that wrote GBK: read with signs in place of what cannot be
    /// read it would name another file, or none.
    package static func words(of program: String) -> [String]? {
        do throws(UsageFailure) {
            return try Self.words(Array(Self.raw.dropFirst()))
        } catch {
            let language = Language.preferred(in: ProcessInfo.processInfo.environment)
            StandardStreams().note(
                ErrorReport.usage(error.phrase, command: program, in: language)
            )
            return nil
        }
    }

    private static var raw: [[UInt8]] {
        (0..<Int(CommandLine.argc)).compactMap { index in
            CommandLine.unsafeArgv[index].map { word in
                Array(UnsafeRawBufferPointer(start: word, count: strlen(word)))
            }
        }
    }

    /// - Throws: ``UsageFailure`` that says which of the words is no text.
    package static func words(_ raw: [[UInt8]]) throws(UsageFailure) -> [String] {
        var words: [String] = []
        for (index, bytes) in raw.enumerated() {
            guard let word = String(validating: bytes, as: UTF8.self) else {
                let shown = String(decoding: bytes, as: UTF8.self)
                throw UsageFailure(
                    "第 \(index + 1) 个参数“\(shown)”不是 UTF-8 文本，可能是 GBK 编码的文件名；请先改名（convmv -f gbk -t utf8 --notest），"
                        + "或用管道：attachment add <(cat 文件) --name 名称",
                    "argument \(index + 1), “\(shown)”, is not UTF-8 text; it may be a file's name in GBK: rename the "
                        + "file (convmv -f gbk -t utf8 --notest), or use a pipe: attachment add <(cat FILE) --name NAME"
                )
            }
            words.append(word)
        }
        return words
    }
}
