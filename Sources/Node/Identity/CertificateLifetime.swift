import Foundation

/// How long certificates live, and how far clocks may be apart.
enum CertificateLifetime {
    static let rootDays = 3_650
    static let officeDays = 1_826
    static let leafDays = 30
    /// A node renews its own leaf when fewer days than this remain.
    static let leafRenewalDays = 10
    /// Accepted on both ends of a validity period, in milliseconds: offices' clocks differ.
    static let toleranceMilliseconds: Int64 = 10 * 60 * 1_000

    static let millisecondsPerDay: Int64 = 24 * 60 * 60 * 1_000

    static func end(of days: Int, from now: Int64) -> Int64 {
        now + Int64(days) * Self.millisecondsPerDay
    }
}

extension Date {
    /// - Parameter milliseconds: UTC milliseconds since 1970.
    init(milliseconds: Int64) {
        self.init(timeIntervalSince1970: Double(milliseconds) / 1_000)
    }

    /// UTC milliseconds since 1970.
    var milliseconds: Int64 { Int64((self.timeIntervalSince1970 * 1_000).rounded()) }
}
