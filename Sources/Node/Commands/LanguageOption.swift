import Admin
import ArgumentParser

/// The language in which the program speaks; read before the words are parsed, so that wrong words
/// are answered in it too.
struct LanguageOption: ParsableArguments {
    @Option(
        name: .customLong("lang"),
        help: .said(
            "语言，zh 或 en（默认随系统）。",
            "Language, zh or en (default: by the locale).",
            valueName: "zh|en"
        )
    )
    var name: String?
}
