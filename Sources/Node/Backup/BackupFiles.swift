import Crypto
import Foundation
import SyncProtocol

/// What making and restoring a backup does with single files: every copy is hashed on its way and on the
/// disk when the call returns.
enum BackupFiles {
    private static let partByteCount = 1_024 * 1_024
    /// What a file system makes in its own root, which may be the folder of a backup or of a node.
    private static let foundFolder = "lost+found"

    /// Reads a plain file to its end. Links are not followed.
    ///
    /// - Parameter onPart: given each part in turn.
    /// - Returns: how long it is, and its SHA-256 in hexadecimal digits.
    @discardableResult
    static func read(
        _ path: String,
        onPart: (Data) throws -> Void = { _ in }
    ) throws -> (bytes: Int64, sha256: String) {
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { throw BackupError.file(path, errno) }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        var hash = SHA256()
        var count: Int64 = 0
        do {
            while let part = try file.read(upToCount: Self.partByteCount), !part.isEmpty {
                hash.update(data: part)
                count += Int64(part.count)
                try onPart(part)
            }
        } catch let error as BackupError {
            throw error
        } catch {
            throw BackupError.file(path, errno)
        }
        return (count, Hexadecimal.text(Array(hash.finalize())))
    }

    /// Copies a plain file to a path where nothing is yet, for its owner's eyes only.
    ///
    /// - Returns: what was copied, as ``read(_:onPart:)`` says it.
    static func copy(_ path: String, to target: String) throws -> (bytes: Int64, sha256: String) {
        let descriptor = open(
            target,
            O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
            DurableFile.fileMode
        )
        guard descriptor >= 0 else { throw BackupError.file(target, errno) }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        let copied = try Self.read(path) { part in
            do { try file.write(contentsOf: part) } catch { throw BackupError.file(target, errno) }
        }
        guard fsync(descriptor) == 0 else { throw BackupError.file(target, errno) }
        return copied
    }

    /// The plain files below a folder, by their paths from there; hidden ones are left out.
    static func list(_ folder: String) throws -> [String] {
        var result: [String] = []
        var waiting = [""]
        while let next = waiting.popLast() {
            let names: [String]
            do {
                names = try FileManager.default.contentsOfDirectory(atPath: folder + "/" + next)
            } catch {
                throw BackupError.file(folder + "/" + next, errno)
            }
            for name in names where !name.hasPrefix(".") {
                guard !next.isEmpty || name != Self.foundFolder else { continue }
                let path = next.isEmpty ? name : next + "/" + name
                let attributes = try? FileManager.default.attributesOfItem(
                    atPath: folder + "/" + path
                )
                switch attributes?[.type] as? FileAttributeType {
                case .typeDirectory?: waiting.append(path)
                case .typeRegular?: result.append(path)
                default: continue
                }
            }
        }
        return result.sorted()
    }

    /// Waits until the disk has a folder's entries.
    static func synchronize(folder: String) throws {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw BackupError.file(folder, errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw BackupError.file(folder, errno) }
    }

    static func move(_ path: String, to target: String) throws {
        guard rename(path, target) == 0 else { throw BackupError.file(target, errno) }
    }

    /// Where a path leads to, links followed as far as it exists.
    static func realPath(_ path: String) -> String {
        var (existing, rest) = (URL(filePath: path).standardizedFileURL, [String]())
        while existing.pathComponents.count > 1 {
            if let found = realpath(existing.path(percentEncoded: false), nil) {
                defer { free(found) }
                return ([String(cString: found)] + rest.reversed()).joined(separator: "/")
            }
            rest.append(existing.lastPathComponent)
            existing.deleteLastPathComponent()
        }
        return "/" + rest.reversed().joined(separator: "/")
    }

    /// What is in a folder, by name, but for what the file system itself keeps there; empty when there is no
    /// folder.
    static func entries(of folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
            .filter { $0 != Self.foundFolder }.sorted()
    }
}
