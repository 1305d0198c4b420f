/// The options of the command line that stand for configuration keys.
struct ConfigurationArguments: Sendable {
    /// By the options' names; of an option that is repeated the last value.
    private var values: [String: String] = [:]

    /// Refuses options that no key has, options without a value and words that belong to none.
    /// - Throws: ``ConfigurationError``.
    init(_ arguments: [String]) throws(ConfigurationError) {
        var rest = arguments[...]
        while let word = rest.popFirst() {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let entry = ConfigurationEntry.all.first(where: { $0.option == parts[0] }) else {
                throw .unknown(word)
            }
            if parts.count == 2 {
                self.values[entry.option] = String(parts[1])
            } else if let value = rest.first, !value.hasPrefix("--") {
                self.values[entry.option] = rest.removeFirst()
            } else if case .flag = entry.kind {
                self.values[entry.option] = "true"
            } else {
                throw .withoutValue(entry)
            }
        }
    }

    /// What a key was set to on the command line.
    func value(of entry: ConfigurationEntry) -> String? { self.values[entry.option] }
}
