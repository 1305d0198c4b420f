import Foundation

/// What a process has used up to now.
struct ProcessUsage: Sendable {
    /// User and system time.
    let cpuSeconds: Double
    let residentBytes: Int64

    /// CPU seconds of a process, of those that it has started, and of those of them that have ended.
    static func cpuSeconds(ofFamily process: pid_t) throws -> Double {
        let numbers = try FileManager.default.contentsOfDirectory(atPath: "/proc")
            .compactMap { pid_t($0) }
        var ticks = try Self.stat(process)[11...14].compactMap { Double($0) }.reduce(0, +)
        for number in numbers where number != process {
            // Others come and go.
            guard let fields = try? Self.stat(number), fields[1] == "\(process)" else { continue }
            ticks += fields[11...14].compactMap { Double($0) }.reduce(0, +)
        }
        return ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// The fields of `/proc/…/stat` from the third on: state, parent, …; the 12th to 15th are user and system time of
    /// the process and of its children that have ended.
    private static func stat(_ process: pid_t) throws -> [Substring] {
        // The name, which may hold spaces, is the second.
        guard let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
            let nameEnd = stat.lastIndex(of: ")")
        else { throw BenchError("process \(process) is gone; see the logs in the run's folder") }
        let fields = stat[stat.index(after: nameEnd)...].split(separator: " ")
        guard fields.count > 14 else {
            throw BenchError("/proc/\(process)/stat cannot be read on this system")
        }
        return fields
    }

    /// The most memory that a process has had resident at one time.
    static func peakBytes(of process: pid_t) throws -> Int64 {
        let path = "/proc/\(process)/status"
        let lines = ((try? String(contentsOfFile: path, encoding: .utf8)) ?? "").split(
            separator: "\n"
        )
        let peak = lines.first { $0.hasPrefix("VmHWM:") }?.split(separator: " ")
            .compactMap { Int64($0) }.first
        guard let peak else { throw BenchError("\(path) cannot be read on this system") }
        return peak * 1_024
    }

    /// - Throws: When there is no such process.
    static func of(_ process: pid_t) throws -> Self {
        let fields = try Self.stat(process)
        let path = "/proc/\(process)/statm"
        let pages = ((try? String(contentsOfFile: path, encoding: .utf8)) ?? "").split(
            separator: " "
        )
        guard let user = Double(fields[11]), let system = Double(fields[12]), pages.count > 1,
            let resident = Int64(pages[1])
        else { throw BenchError("/proc/\(process) cannot be read on this system") }
        return Self(
            cpuSeconds: (user + system) / Double(sysconf(Int32(_SC_CLK_TCK))),
            residentBytes: resident * Int64(sysconf(Int32(_SC_PAGESIZE)))
        )
    }
}
