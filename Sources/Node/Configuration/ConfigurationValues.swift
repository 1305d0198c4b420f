import Configuration
import Foundation

/// Reads keys by their entries, so that a wrong value is an error and never a silent default.
struct ConfigurationValues {
    let reader: ConfigReader

    /// - Throws: ``ConfigurationError``.
    func text(_ name: String) throws -> String {
        let entry = try self.entry(name)
        let value = self.reader.string(forKey: ConfigKey(name)) ?? self.numberAsText(name)
        switch entry.kind {
        case .text(let standard): return value ?? standard
        case .choice(let standard, let words):
            guard let value else { return standard }
            guard words.contains(value) else {
                throw ConfigurationError.invalid(entry, words.joined(separator: " | "))
            }
            return value
        case .number, .flag: throw ConfigurationError.invalid(entry, "text")
        }
    }

    /// - Throws: ``ConfigurationError``.
    func number(_ name: String) throws -> Int {
        let entry = try self.entry(name)
        guard case .number(let standard, let range, let unit) = entry.kind else {
            throw ConfigurationError.invalid(entry, "a number")
        }
        let rule = "a whole number from \(range.lowerBound) to \(range.upperBound) (\(unit))"
        if let value = self.reader.int(forKey: ConfigKey(name)) {
            guard range.contains(value) else { throw ConfigurationError.invalid(entry, rule) }
            return value
        }
        // Something is there that is no number.
        guard self.reader.string(forKey: ConfigKey(name)) == nil else {
            throw ConfigurationError.invalid(entry, rule)
        }
        return standard
    }

    /// - Throws: ``ConfigurationError``.
    func flag(_ name: String) throws -> Bool {
        let entry = try self.entry(name)
        guard case .flag(let standard) = entry.kind else {
            throw ConfigurationError.invalid(entry, "true | false")
        }
        if let value = self.reader.bool(forKey: ConfigKey(name)) { return value }
        guard self.reader.string(forKey: ConfigKey(name)) == nil else {
            throw ConfigurationError.invalid(entry, "true | false")
        }
        return standard
    }

    /// Nil when the key is empty.
    /// - Throws: ``ConfigurationError``.
    func address(_ name: String) throws -> HostAndPort? {
        let text = try self.text(name)
        guard !text.isEmpty else { return nil }
        guard let address = HostAndPort(text) else {
            throw ConfigurationError.invalid(try self.entry(name), "host:port")
        }
        return address
    }

    /// - Throws: ``ConfigurationError``.
    func secondPaths(_ name: String) throws -> [SecondPath] {
        let rule =
            "PATH@host:port, joined by commas; each of them once, at most \(SecondPath.countMax)"
        let paths = try SecondPath.entries(try self.text(name)).map { part in
            guard let path = SecondPath(part) else {
                throw ConfigurationError.invalid(try self.entry(name), rule)
            }
            return path
        }
        let distinct = Set(paths.map(\.description))
        guard distinct.count == paths.count, paths.count <= SecondPath.countMax else {
            throw ConfigurationError.invalid(try self.entry(name), rule)
        }
        return paths
    }

    /// - Throws: ``ConfigurationError``.
    func budgets(_ name: String) throws -> [LinkBudget] {
        let rule =
            "PATH HH:MM-HH:MM NMB, joined by commas; hours or megabytes may be left out; each PATH "
            + "once, at most \(LinkBudget.countMax)"
        let budgets = try self.text(name).split(separator: ",").map { part in
            guard let budget = LinkBudget(part.trimmingCharacters(in: .whitespaces)) else {
                throw ConfigurationError.invalid(try self.entry(name), rule)
            }
            return budget
        }
        guard Set(budgets.map(\.office)).count == budgets.count,
            budgets.count <= LinkBudget.countMax
        else { throw ConfigurationError.invalid(try self.entry(name), rule) }
        return budgets
    }

    /// - Throws: ``ConfigurationError``.
    func dailyTime(_ name: String) throws -> DailyTime {
        guard let time = DailyTime(try self.text(name)) else {
            throw ConfigurationError.invalid(try self.entry(name), "HH:MM, like 02:30")
        }
        return time
    }

    private func numberAsText(_ name: String) -> String? {
        self.reader.int(forKey: ConfigKey(name)).map(String.init)
    }

    private func entry(_ name: String) throws -> ConfigurationEntry {
        guard let entry = ConfigurationEntry.all.first(where: { $0.name == name }) else {
            throw ConfigurationError.unknown(name)
        }
        return entry
    }
}
