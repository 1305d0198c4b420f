import Admin

/// A configuration that a node cannot start with.
struct ConfigurationError: Error, Sendable, Equatable {
    let text: Phrase

    private init(text: Phrase, isUsage: Bool = false, option: String? = nil) {
        self.text = text
        self.isUsage = isUsage
        self.option = option
    }
    /// Whether the words of the command line are at fault, and not a value.
    var isUsage: Bool
    /// The option of the key at fault, if it is one key's fault.
    private var option: String?

    /// The same error; wrong use when the key was set on the command line.
    func blaming(_ arguments: [String]) -> ConfigurationError {
        var error = self
        let isNamed = ConfigurationEntry.all.contains {
            $0.option == self.option && ConfigurationArguments.name($0, in: arguments)
        }
        error.isUsage = self.isUsage || isNamed
        return error
    }

    static func invalid(_ entry: ConfigurationEntry, _ rule: String) -> Self {
        Self(
            text: Phrase(
                "配置项 \(entry.name) 不正确：应为 \(rule)",
                "configuration key \(entry.name) is wrong: it must be \(rule)"
            ),
            option: entry.option
        )
    }

    static func withoutValue(_ entry: ConfigurationEntry) -> Self {
        Self(
            text: Phrase(
                "选项 \(entry.option) 缺少值",
                "the option \(entry.option) has no value"
            ),
            isUsage: true
        )
    }

    static func unknown(_ option: String) -> Self {
        Self(
            text: Phrase(
                "未知的选项或配置项 \(option)；可用的配置项见 cast-node config",
                "unknown option or configuration key \(option); cast-node config lists them"
            ),
            isUsage: true
        )
    }

    static func unknownKey(_ name: String, file: String, line: Int) -> Self {
        Self(
            text: Phrase(
                "配置文件 \(file) 第 \(line) 行：没有配置项 \(name)；可用的配置项见 cast-node config",
                "\(file), line \(line): there is no configuration key \(name); cast-node config lists "
                    + "them"
            )
        )
    }

    static func unreadable(_ file: String, _ detail: String) -> Self {
        Self(
            text: Phrase(
                "无法读取配置文件 \(file)：\(detail)",
                "the configuration file \(file) cannot be read: \(detail)"
            )
        )
    }
}
