import Admin
import Foundation

/// Reads keys by their entries, so that a wrong value is an error and never a silent default.
///
/// Of several sources that set a key the first one counts: command line, environment, file, default.
struct ConfigurationValues: Sendable {
    /// What a key is set to, and by whom; nil for the default.
    private struct Value {
        let text: String
        let place: ConfigurationPlace?
    }

    let arguments: ConfigurationArguments
    let environment: [String: String]
    let file: ConfigurationFile

    /// Where a key was set; nil where it has its default.
    func place(of name: String) throws(ConfigurationError) -> ConfigurationPlace? {
        self.setting(try Self.entry(name))?.place
    }

    /// - Throws: ``ConfigurationError``.
    func text(_ name: String) throws(ConfigurationError) -> String {
        let entry = try Self.entry(name)
        let value = self.setting(entry)
        switch entry.kind {
        case .text(let standard): return value?.text ?? standard
        case .choice(let standard, let words):
            guard let value else { return standard }
            guard words.contains(value.text) else { throw self.invalid(entry) }
            return value.text
        case .number, .flag: throw self.invalid(entry)
        }
    }

    /// - Throws: ``ConfigurationError``.
    func number(_ name: String) throws(ConfigurationError) -> Int {
        let entry = try Self.entry(name)
        guard case .number(let standard, let range, _) = entry.kind else {
            throw self.invalid(entry)
        }
        guard let value = self.setting(entry) else { return standard }
        guard let number = Int(value.text), range.contains(number) else {
            throw self.invalid(entry)
        }
        return number
    }

    /// - Throws: ``ConfigurationError``.
    func flag(_ name: String) throws(ConfigurationError) -> Bool {
        let entry = try Self.entry(name)
        guard case .flag(let standard) = entry.kind else { throw self.invalid(entry) }
        guard let value = self.setting(entry) else { return standard }
        guard let flag = Bool(value.text) else { throw self.invalid(entry) }
        return flag
    }

    /// An address to listen on or a name for it, without a port.
    /// - Throws: ``ConfigurationError``.
    func host(_ name: String) throws(ConfigurationError) -> String {
        guard let host = HostAndPort.host(try self.text(name)) else {
            throw try self.invalid(name, HostAndPort.hostRule)
        }
        return host
    }

    /// An address that others dial. Nil when the key is empty.
    /// - Throws: ``ConfigurationError``.
    func address(_ name: String) throws(ConfigurationError) -> HostAndPort? {
        let text = try self.text(name)
        guard !text.isEmpty else { return nil }
        guard let address = HostAndPort(text), !address.isEveryInterface else {
            throw try self.invalid(name, HostAndPort.rule)
        }
        return address
    }

    /// - Throws: ``ConfigurationError``.
    func secondPaths(_ name: String) throws(ConfigurationError) -> [SecondPath] {
        let rule = Phrase(
            "以逗号分隔的 单位路径@主机:端口，各不相同，至多 \(SecondPath.countMax) 个",
            "PATH@host:port, joined by commas; each of them once, at most \(SecondPath.countMax)"
        )
        var paths: [SecondPath] = []
        for part in SecondPath.entries(try self.text(name)) {
            guard let path = SecondPath(part) else { throw try self.invalid(name, rule) }
            paths.append(path)
        }
        let distinct = Set(paths.map(\.description))
        guard distinct.count == paths.count, paths.count <= SecondPath.countMax else {
            throw try self.invalid(name, rule)
        }
        return paths
    }

    /// - Throws: ``ConfigurationError``.
    func budgets(_ name: String) throws(ConfigurationError) -> [LinkBudget] {
        let rule = Phrase(
            "以逗号分隔的 单位路径 HH:MM-HH:MM NMB，时段或流量可省略；每个路径一次，至多 \(LinkBudget.countMax) 个",
            "PATH HH:MM-HH:MM NMB, joined by commas; hours or megabytes may be left out; each PATH "
                + "once, at most \(LinkBudget.countMax)"
        )
        var budgets: [LinkBudget] = []
        for part in try self.text(name).split(separator: ",") {
            guard let budget = LinkBudget(part.trimmingCharacters(in: .whitespaces)) else {
                throw try self.invalid(name, rule)
            }
            budgets.append(budget)
        }
        guard Set(budgets.map(\.office)).count == budgets.count,
            budgets.count <= LinkBudget.countMax
        else { throw try self.invalid(name, rule) }
        return budgets
    }

    /// - Throws: ``ConfigurationError``.
    func dailyTime(_ name: String) throws(ConfigurationError) -> DailyTime {
        guard let time = DailyTime(try self.text(name)) else {
            throw try self.invalid(name, Phrase("HH:MM，如 02:30", "HH:MM, like 02:30"))
        }
        return time
    }

    // MARK: Parts

    private func setting(_ entry: ConfigurationEntry) -> Value? {
        if let text = self.arguments.value(of: entry) {
            return Value(text: text, place: .commandLine(option: entry.option))
        }
        if let text = self.environment[entry.variable] {
            return Value(text: text, place: .environment(variable: entry.variable))
        }
        return self.file.settings[entry.name].map {
            Value(text: $0.text, place: .file(self.file.path, line: $0.line))
        }
    }

    private func invalid(_ entry: ConfigurationEntry) -> ConfigurationError {
        .invalid(entry, entry.expected, at: self.setting(entry)?.place)
    }

    private func invalid(
        _ name: String,
        _ rule: Phrase
    ) throws(ConfigurationError) -> ConfigurationError {
        let entry = try Self.entry(name)
        return .invalid(entry, rule, at: self.setting(entry)?.place)
    }

    private static func entry(_ name: String) throws(ConfigurationError) -> ConfigurationEntry {
        guard let entry = ConfigurationEntry.all.first(where: { $0.name == name }) else {
            throw .unknown(name)
        }
        return entry
    }
}
