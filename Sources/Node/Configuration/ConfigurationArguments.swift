/// The options of the command line that stand for configuration keys.
enum ConfigurationArguments {
    /// Refuses options that no key has, options without a value and words that belong to none.
    /// - Throws: ``ConfigurationError``.
    static func check(_ arguments: [String]) throws {
        var rest = arguments[...]
        while let word = rest.popFirst() {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let entry = ConfigurationEntry.all.first(where: { $0.option == parts[0] }) else {
                throw ConfigurationError.unknown(word)
            }
            guard parts.count == 1 else { continue }
            if let value = rest.first, !value.hasPrefix("--") {
                rest.removeFirst()
            } else if case .flag = entry.kind {
                continue
            } else {
                throw ConfigurationError.withoutValue(entry)
            }
        }
    }

    /// Whether a key was set on the command line.
    static func name(_ entry: ConfigurationEntry, in arguments: [String]) -> Bool {
        arguments.contains { $0 == entry.option || $0.hasPrefix(entry.option + "=") }
    }
}
