import Foundation

/// What is going on, on standard error: standard output carries figures only.
enum Progress {
    static func say(_ text: String) {
        Self.write("==> \(text)\n")
    }

    static func write(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }
}
