import Foundation

/// What a process has used up to now.
struct ProcessUsage: Sendable {
    /// User and system time.
    let cpuSeconds: Double
    let residentBytes: Int64

    /// - Throws: When there is no such process.
    static func of(_ process: pid_t) throws -> Self {
        let folder = "/proc/\(process)"
        guard let stat = try? String(contentsOfFile: folder + "/stat", encoding: .utf8),
            let memory = try? String(contentsOfFile: folder + "/statm", encoding: .utf8),
            let nameEnd = stat.lastIndex(of: ")")
        else { throw BenchError("process \(process) is gone; see the logs in the run's folder") }
        // The fields behind the name, which may hold spaces, begin with the third.
        let fields = stat[stat.index(after: nameEnd)...].split(separator: " ")
        let pages = memory.split(separator: " ")
        guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]),
            pages.count > 1, let resident = Int64(pages[1])
        else { throw BenchError("\(folder)/stat cannot be read on this system") }
        return Self(
            cpuSeconds: (user + system) / Double(sysconf(Int32(_SC_CLK_TCK))),
            residentBytes: resident * Int64(sysconf(Int32(_SC_PAGESIZE)))
        )
    }
}
