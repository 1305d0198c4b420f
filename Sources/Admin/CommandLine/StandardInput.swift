import Foundation

/// What stands for standard input in place of a file's name, the same wherever a file is named.
///
/// A file that is called so is named with its folder: `./-`.
package enum StandardInput {
    package static let name = "-"

    /// Where it is read; another one in tests.
    @TaskLocal package static var descriptor: Int32 = STDIN_FILENO
}
