import Admin
import Yams

/// A configuration that a node cannot start with.
struct ConfigurationError: Error, Sendable, Equatable {
    let text: Phrase
    /// Whether the words of the command line are at fault, and not a value elsewhere.
    let isUsage: Bool

    private init(_ chinese: String, _ english: String, isUsage: Bool = false) {
        self.text = Phrase(chinese, english)
        self.isUsage = isUsage
    }

    /// - Parameters:
    ///   - rule: what the value must be.
    ///   - place: where it was set; nil when it is the default, together with others, that does not do.
    static func invalid(
        _ entry: ConfigurationEntry,
        _ rule: Phrase,
        at place: ConfigurationPlace?
    ) -> Self {
        let chinese = "配置项 \(entry.name) 不正确：应为 \(rule.chinese)"
        let english = "configuration key \(entry.name) is wrong: it must be \(rule.english)"
        guard let place else { return Self(chinese, english) }
        guard case .commandLine = place else {
            return Self("\(place.text.chinese)：\(chinese)", "\(place.text.english): \(english)")
        }
        return Self(chinese, english, isUsage: true)
    }

    /// Two doors cannot be at one place.
    static func onePort(links: HostAndPort, console: HostAndPort) -> Self {
        Self(
            "单位间端口 \(links)（link.listen）与控制台端口 \(console)（api）相同；请把 link.listen.port 与 api.port 设为不同的端口",
            "the port for offices \(links) (link.listen) and that of the console \(console) (api) are the same; set "
                + "link.listen.port and api.port to different ports"
        )
    }

    static func withoutValue(_ entry: ConfigurationEntry) -> Self {
        Self(
            "选项 \(entry.option) 缺少值",
            "the option \(entry.option) has no value",
            isUsage: true
        )
    }

    static func unknown(_ option: String) -> Self {
        Self(
            "未知的选项或配置项 \(option)；可用的配置项见 cast-node config",
            "unknown option or configuration key \(option); cast-node config lists them",
            isUsage: true
        )
    }

    static func unknownKey(_ name: String, file: String, line: Int) -> Self {
        Self(
            "配置文件 \(file) 第 \(line) 行：没有配置项 \(name)；可用的配置项见 cast-node config",
            "\(file), line \(line): there is no configuration key \(name); cast-node config lists "
                + "them"
        )
    }

    static func twice(_ entry: ConfigurationEntry, at place: ConfigurationPlace) -> Self {
        Self(
            "\(place.text.chinese)：配置项 \(entry.name) 出现两次；请删去一处",
            "\(place.text.english): the configuration key \(entry.name) is set twice; take one out"
        )
    }

    static func noKeys(_ place: ConfigurationPlace) -> Self {
        Self(
            "\(place.text.chinese)：应为“配置项: 值”的形式；示例见 Config 目录",
            "\(place.text.english): “key: value” is expected; the folder Config has examples"
        )
    }

    static func unreadable(_ file: String, _ error: APIError) -> Self {
        Self(
            "无法读取配置文件 \(file)：\(error.messageChinese)"
                + (error.hintChinese.map { "；\($0)" } ?? ""),
            "the configuration file \(file) cannot be read: \(error.messageEnglish)"
                + (error.hintEnglish.map { "; \($0)" } ?? "")
        )
    }

    /// - Parameter error: what the YAML library said.
    static func notYAML(_ error: any Error, in file: String) -> Self {
        let (detail, line): (String, Int?) =
            switch error as? YamlError {
            case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
                .composer(_, let problem, let mark, _):
                (problem, mark.line)
            case .duplicatedKeysInMapping(let keys, let context):
                ("set twice: \(keys.joined(separator: ", "))", context.mark.line)
            case .reader(let problem, _, _, _): (problem, nil)
            default: ("\(error)", nil)
            }
        let place = ConfigurationPlace.file(file, line: line ?? 1).text
        return Self(
            "\(line == nil ? file : place.chinese)：不是可读的 YAML（\(detail)）；请更正，缩进用空格",
            "\(line == nil ? file : place.english): this is no YAML that can be read (\(detail)); "
                + "correct it, and indent with blanks"
        )
    }
}
