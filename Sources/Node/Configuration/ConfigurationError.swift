/// A configuration that a node cannot start with.
struct ConfigurationError: Error, Sendable, Equatable {
    let text: BilingualText
    /// Whether the words of the command line are at fault, and not a value.
    var isUsage = false

    static func invalid(_ entry: ConfigurationEntry, _ rule: String) -> Self {
        Self(
            text: BilingualText(
                "配置项 \(entry.name) 不正确：应为 \(rule)",
                "configuration key \(entry.name) is wrong: it must be \(rule)"
            )
        )
    }

    static func unknown(_ option: String) -> Self {
        Self(
            text: BilingualText(
                "未知的选项或配置项 \(option)；可用的配置项见 cast-node config",
                "unknown option or configuration key \(option); cast-node config lists them"
            ),
            isUsage: true
        )
    }

    static func unreadable(_ file: String, _ detail: String) -> Self {
        Self(
            text: BilingualText(
                "无法读取配置文件 \(file)：\(detail)",
                "the configuration file \(file) cannot be read: \(detail)"
            )
        )
    }
}
