import Admin
import ArgumentParser

extension ArgumentHelp {
    /// What an option or argument is, in the language in which help is drawn up; see ``HelpLanguage``.
    static func said(
        _ chinese: String,
        _ english: String,
        valueName: String? = nil
    ) -> ArgumentHelp {
        ArgumentHelp(HelpLanguage.say(chinese, english), valueName: valueName)
    }
}
