/// The words of a command line without `--lang`, and the language that they ask for.
///
/// The option may stand anywhere, before the command, behind it or beside `--help`, and holds for what is wrong with
/// the other words, too: so it is taken out before they are parsed.
package struct ArgumentLanguage: Sendable, Equatable {
    private static let option = "--lang"
    /// Behind it words are values, whatever they look like.
    private static let terminator = "--"

    package let language: Language
    /// The other words.
    package let rest: [String]
    /// What is wrong with the option itself.
    package let failure: UsageFailure?

    /// - Parameter preferred: the language when none is asked for.
    package init(_ arguments: [String], preferred: Language) {
        let end = arguments.firstIndex(of: Self.terminator) ?? arguments.endIndex
        var rest: [String] = []
        var language: Language?
        var failure: UsageFailure?
        var words = arguments[..<end]
        while let word = words.popFirst() {
            let name: String?
            if word == Self.option {
                name = words.popFirst()
            } else if word.hasPrefix("\(Self.option)=") {
                name = String(word.dropFirst(Self.option.count + 1))
            } else {
                rest.append(word)
                continue
            }
            if let asked = name.flatMap({ Language(rawValue: $0) }) {
                language = asked
            } else {
                failure = Self.failure(name)
            }
        }
        self.language = language ?? preferred
        self.rest = rest + arguments[end...]
        self.failure = failure
    }

    private static func failure(_ name: String?) -> UsageFailure {
        guard let name else {
            return UsageFailure("选项 --lang 缺少值：zh 或 en", "--lang lacks its value: zh or en")
        }
        return UsageFailure(
            "--lang 只能是 zh 或 en，不能是“\(name)”",
            "--lang is zh or en, not “\(name)”"
        )
    }
}
