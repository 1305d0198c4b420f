import Admin
import ArgumentParser

/// The language in which the program speaks, for the help only: ``ArgumentLanguage`` has taken it out before words
/// are parsed.
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
