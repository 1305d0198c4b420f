import Admin
import ArgumentParser

/// What the author of a write was shown.
struct SeenOption: ParsableArguments {
    @Option(
        help: .said("所见版本，见 record show。", "What record show calls “seen”.", valueName: "mark")
    )
    var seen: String
}
