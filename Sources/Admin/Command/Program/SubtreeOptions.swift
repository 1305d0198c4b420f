internal import ArgumentParser

/// Which offices of the tree a list shows.
struct SubtreeOptions: ParsableArguments {
    @Option(
        help: .said(
            "只列该单位及其下级：代码或路径。",
            "Only this office and those below it: its id or path.",
            valueName: "office"
        )
    )
    var below: String?

    @Option(
        help: .said(
            "只列代码或名称中含有这些字的单位。",
            "Only offices whose id or name has this in it.",
            valueName: "text"
        )
    )
    var search: String?

    /// - Throws: when nothing is given as an office.
    var checkedBelow: String? {
        get throws { try self.below.map { try Check.filled($0, " --below ", "--below") } }
    }

    /// - Throws: when nothing is looked for.
    var checkedSearch: String? {
        get throws { try self.search.map { try Check.filled($0, " --search ", "--search") } }
    }
}
