import Admin

/// Where a configuration key was set.
enum ConfigurationPlace: Sendable, Equatable {
    case commandLine(option: String)
    case environment(variable: String)
    case file(String, line: Int)

    var text: Phrase {
        switch self {
        case .commandLine(let option): Phrase(same: option)
        case .environment(let variable):
            Phrase("环境变量 \(variable)", "environment variable \(variable)")
        case .file(let path, let line): Phrase("配置文件 \(path) 第 \(line) 行", "\(path), line \(line)")
        }
    }
}
