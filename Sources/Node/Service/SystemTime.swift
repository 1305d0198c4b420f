import Foundation

/// The machine's clock. Only the daemon's rim reads it.
enum SystemTime {
    /// UTC milliseconds since 1970.
    static func milliseconds() -> Int64 {
        Int64(Date().timeIntervalSince1970 * 1_000)
    }
}
