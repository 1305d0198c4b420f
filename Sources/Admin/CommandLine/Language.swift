/// The language in which the program speaks to people.
package enum Language: String, CaseIterable, Sendable {
    case zh
    case en

    /// Chinese when the locale is Chinese, English otherwise.
    ///
    /// The first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is set and not empty decides, as POSIX has it.
    package static func preferred(in environment: [String: String]) -> Language {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy
            .compactMap { environment[$0] }
            .first { !$0.isEmpty }
        return locale?.lowercased().hasPrefix("zh") == true ? .zh : .en
    }
}
