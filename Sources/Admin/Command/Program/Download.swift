import Admin
import Foundation
import Synchronization

/// A file on its way to the place that a person has named.
///
/// Until it is whole and is what was asked for it has another name, which goes with the program, also when a signal
/// ends it.
final class Download {
    /// What a signal takes away; nil before there is anything.
    private final class Unfinished: Sendable {
        let file = Mutex<FreshFile?>(nil)
    }

    private static let mode: mode_t = 0o666

    /// What was asked for: 64 hexadecimal digits.
    let content: String
    private let place: String
    private let replaces: Bool
    private let file: FreshFile
    private let cleanup: SignalCleanup
    private var name = ContentName()

    /// - Parameter replaces: whether a file that is at the place already gives way.
    /// - Throws: ``UsageFailure`` when the place is taken or nothing can be written there.
    init(of content: String, to place: String, replaces: Bool) throws(UsageFailure) {
        try Self.check(place, replaces: replaces)
        // First the one that takes it away: a signal may come at any moment.
        let unfinished = Unfinished()
        let cleanup = SignalCleanup { unfinished.file.withLock { $0?.discard() } }
        let file: FreshFile
        do throws(SystemFault) {
            file = try unfinished.file.withLock { held throws(SystemFault) in
                let file = try FreshFile(for: place, mode: Self.mode)
                held = file
                return file
            }
        } catch {
            cleanup.end()
            throw Self.unwritable(place, error)
        }
        self.content = content
        self.place = place
        self.replaces = replaces
        self.file = file
        self.cleanup = cleanup
    }

    func write(_ bytes: Data) throws(UnwrittenFile) {
        self.name.update(bytes)
        do throws(SystemFault) {
            try self.file.write(bytes)
        } catch {
            throw UnwrittenFile(path: self.place, fault: error)
        }
    }

    /// - Parameter suite: the number of the cipher suite by whose hash the file is named.
    /// - Returns: the file's length in bytes.
    /// - Throws: ``APIError`` when this is not what was asked for, ``UsageFailure`` when something has come to its
    ///   place meanwhile, ``UnwrittenFile``.
    func finish(suite: Int) throws -> Int64 {
        guard suite == ContentName.suite else { throw Self.unchecked(suite) }
        guard self.name.finish() == self.content.lowercased() else { throw self.otherContent }
        if self.replaces { try Self.check(self.place, replaces: true) }
        do throws(SystemFault) {
            try self.file.place(replacing: self.replaces)
        } catch {
            guard error.code != EEXIST else { throw Self.taken(self.place) }
            throw UnwrittenFile(path: self.place, fault: error)
        }
        return Int64(clamping: self.name.byteCount)
    }

    /// MUST be called in the end. What is not finished is taken away.
    func end() {
        self.cleanup.end()
        self.file.discard()
    }

    /// Only files and links give way, the links themselves and not what they lead to: folders and devices never.
    private static func check(_ place: String, replaces: Bool) throws(UsageFailure) {
        var status = stat()
        guard lstat(place, &status) == 0 else {
            guard errno == ENOENT else { throw Self.unwritable(place, .last()) }
            return
        }
        guard replaces else { throw Self.taken(place) }
        guard [S_IFREG, S_IFLNK].contains(status.st_mode & S_IFMT) else {
            throw UsageFailure(
                "\(place) 不是普通文件，不能替换",
                "\(place) is no ordinary file and is not replaced"
            )
        }
    }

    private static func taken(_ place: String) -> UsageFailure {
        UsageFailure(
            "\(place) 已存在，不会覆盖；要替换请加 --force",
            "\(place) is there already and is kept; add --force to replace it"
        )
    }

    private static func unwritable(_ place: String, _ fault: SystemFault) -> UsageFailure {
        UsageFailure("无法写入 \(place)：\(fault.text)", "\(place) cannot be written: \(fault.text)")
    }

    private static func unchecked(_ suite: Int) -> APIError {
        APIError(
            .unavailable,
            chinese: "本单位树使用第 \(suite) 号密码套件，本程序无法核对收到的附件，没有保存",
            english:
                "this tree goes by cipher suite \(suite): this program cannot check the file, and did not save it",
            hintChinese: "请使用与节点同一版本的 cast-admin",
            hintEnglish: "use the cast-admin of the node's own version"
        )
    }

    private var otherContent: APIError {
        APIError(
            .unavailable,
            chinese: "收到的内容不是附件 \(self.content)，没有保存",
            english: "what came is not the file \(self.content); it was not saved",
            hintChinese: "请重试；若反复出现，请检查节点与本程序之间的代理",
            hintEnglish:
                "try again; if it goes on, look at what lies between the node and this program"
        )
    }
}
