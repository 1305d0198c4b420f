import Admin
import Foundation

/// Why a file of the identity folder cannot be used, and what to do about it.
struct IdentityFolderError: Error, Sendable, Equatable, CustomStringConvertible {
    enum Reason: Sendable, Equatable {
        case missing
        /// Others than the owner may read or write it, or it belongs to somebody else.
        case permissions
        case damaged
        /// The system refused; its error number.
        case system(Int32)
    }

    let reason: Reason
    let file: String

    var text: Phrase {
        switch self.reason {
        case .missing:
            Phrase(
                "缺少文件 \(self.file)；请先运行 cast-node init 或 cast-node enroll，或从备份恢复",
                "the file \(self.file) is missing; run cast-node init or cast-node enroll first, "
                    + "or restore it from a backup"
            )
        case .permissions:
            Phrase(
                "\(self.file) 的权限过宽或属主不符；请改为仅本程序用户可读写（目录 700，文件 600）",
                "others may read \(self.file) or own it; give it to this program's user alone "
                    + "(chmod 700 for the folder, 600 for files)"
            )
        case .damaged:
            Phrase(
                "文件 \(self.file) 已损坏；请从备份恢复，或重新加入",
                "the file \(self.file) is damaged; restore it from a backup or enrol again"
            )
        case .system(let number):
            Phrase(
                "无法读写 \(self.file)：\(Self.words(number))；请检查磁盘空间与权限",
                "\(self.file) cannot be read or written: \(Self.words(number)); "
                    + "check disk space and permissions"
            )
        }
    }

    /// How the program ends for it.
    var status: ExitStatus {
        switch self.reason {
        case .missing: .notFound
        case .permissions, .damaged: .dataRefused
        case .system(EACCES), .system(EPERM): .notPermitted
        case .system: .outputFailed
        }
    }

    private static func words(_ number: Int32) -> String { String(cString: strerror(number)) }

    var description: String { self.text.english }
}
