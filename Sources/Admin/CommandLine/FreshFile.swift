import Foundation
import Synchronization

/// A file that is written under a name of its own beside its place, and comes to its place when it is whole.
///
/// The name is short, drawn at random and made for this file alone: nothing that was there is opened, no link is
/// followed, and two writers of one place never write into one file. Whoever does not place it discards it;
/// what is let go of is discarded, too.
package final class FreshFile: Sendable {
    private static let prefix = ".cast-"
    private static let ending = ".part"
    private static let digitCount = 16
    /// Names that are tried before the folder counts as unusable.
    private static let attemptsMax = 16

    /// Where it is while it is written.
    package let path: String
    private let folder: String
    private let target: String
    /// Nil once it was placed or discarded.
    private let descriptor: Mutex<Int32?>

    /// - Parameters:
    ///   - target: its place; the folder is there already.
    ///   - mode: its permissions, less what the process's mask takes away.
    package init(for target: String, mode: UInt32) throws(SystemFault) {
        let folder = Self.folder(of: target)
        self.target = target
        self.folder = folder
        let (path, descriptor) = try Self.create(in: folder, mode: mode)
        self.path = path
        self.descriptor = Mutex(descriptor)
    }

    deinit { self.discard() }

    /// Adds bytes at the end.
    package func write(_ bytes: some Sequence<UInt8>) throws(SystemFault) {
        guard let descriptor = self.descriptor.withLock({ $0 }) else {
            throw SystemFault(code: EBADF)
        }
        var rest = Array(bytes)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Foundation.write(descriptor, $0.baseAddress, $0.count)
            }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                throw SystemFault.last()
            }
        }
    }

    /// Brings the bytes to the disk and gives the file its name. When this returns, the disk has both.
    ///
    /// - Parameter replaces: whether what has the name gives way. If not, and something has it by now, be it a link
    ///   that leads nowhere, the error is `EEXIST`.
    package func place(replacing replaces: Bool) throws(SystemFault) {
        guard let descriptor = self.descriptor.withLock({ $0 }) else {
            throw SystemFault(code: EBADF)
        }
        guard fsync(descriptor) == 0 else { throw SystemFault.last() }
        if replaces {
            guard rename(self.path, self.target) == 0 else { throw SystemFault.last() }
        } else {
            try self.takeName()
        }
        self.close()
        try Self.synchronize(folder: self.folder)
    }

    /// Takes away what was written. A file that is at its place stays.
    package func discard() {
        guard self.close() else { return }
        unlink(self.path)
    }

    /// Takes away what programs that were killed have left in a folder. Nobody may be writing there.
    package static func removeLeftovers(in folder: String) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for name in names where Self.isLeftover(name) { unlink("\(folder)/\(name)") }
    }
}

extension FreshFile {
    private static func folder(of target: String) -> String {
        guard let slash = target.lastIndex(of: "/") else { return "." }
        return slash == target.startIndex ? "/" : String(target[..<slash])
    }

    private static func create(
        in folder: String,
        mode: UInt32
    ) throws(SystemFault) -> (path: String, descriptor: Int32) {
        for _ in 0..<Self.attemptsMax {
            let path = "\(folder)/\(Self.prefix)\(Self.randomDigits())\(Self.ending)"
            let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
            if descriptor >= 0 { return (path, descriptor) }
            guard errno == EEXIST || errno == EINTR else { throw SystemFault.last() }
        }
        throw SystemFault(code: EEXIST)
    }

    private static func randomDigits() -> String {
        let digits = String(UInt64.random(in: .min ... .max), radix: 16)
        return String(repeating: "0", count: Self.digitCount - digits.count) + digits
    }

    private static func isLeftover(_ name: String) -> Bool {
        guard name.hasPrefix(Self.prefix), name.hasSuffix(Self.ending) else { return false }
        let digits = name.dropFirst(Self.prefix.count).dropLast(Self.ending.count)
        return digits.count == Self.digitCount && digits.allSatisfy(\.isHexDigit)
    }

    /// Takes the name, if it is free: by a second name for the file, or, where files have but one name (as on most
    /// memory sticks), by an empty file that the whole one then replaces.
    private func takeName() throws(SystemFault) {
        if link(self.path, self.target) == 0 {
            unlink(self.path)
            return
        }
        guard [EPERM, EOPNOTSUPP, ENOSYS, EMLINK].contains(errno) else { throw SystemFault.last() }
        let claimed = open(self.target, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard claimed >= 0 else { throw SystemFault.last() }
        _ = Foundation.close(claimed)
        guard rename(self.path, self.target) != 0 else { return }
        let fault = SystemFault.last()
        unlink(self.target)
        throw fault
    }

    /// - Returns: whether it was open.
    @discardableResult
    private func close() -> Bool {
        let open = self.descriptor.withLock { descriptor in
            defer { descriptor = nil }
            return descriptor
        }
        guard let open else { return false }
        _ = Foundation.close(open)
        return true
    }

    private static func synchronize(folder: String) throws(SystemFault) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemFault.last() }
        defer { _ = Foundation.close(descriptor) }
        // Some file systems know no such thing as a folder's own bytes.
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw SystemFault.last() }
    }
}
