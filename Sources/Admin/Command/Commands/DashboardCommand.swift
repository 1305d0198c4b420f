import Admin
import ArgumentParser

struct DashboardCommand: OfficeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "dashboard",
            abstract: HelpLanguage.say(
                "查看指标汇总。",
                "Shows the indicators of an office and all below it."
            ),
            discussion: """
                EXAMPLES
                  cast-admin dashboard
                  cast-admin dashboard --office 510000 --period 2018Q2
                  cast-admin dashboard --period 2018Q2 --indicator funding.fiscal
                  cast-admin dashboard --watch
                """
        )
    }

    /// How long the node may keep a question open for news, in seconds.
    private static let waitSeconds = 25
    /// How long to wait before asking a node again that could not be reached.
    private static let retryDelay = Duration.seconds(2)
    /// How long to look at news before asking for more: a node that takes in thousands of reports has
    /// news all the time, and should not spend its time on telling them.
    private static let newsDelay = Duration.milliseconds(200)
    /// Cursor to the corner, screen and scrollback cleared.
    private static let repaint = "\u{1B}[H\u{1B}[2J\u{1B}[3J"

    @OptionGroup var global: GlobalOptions

    @Option(help: .said("单位（默认本单位）。", "The office (default: the node's own).", valueName: "id"))
    var office: String?

    @Option(help: .said("只看这一报告期。", "Only this period.", valueName: "period"))
    var period: String?

    @Option(
        help: .said(
            "只看这项指标，直属单位逐个列出。",
            "Only this indicator, with the offices directly below one a line.",
            valueName: "code"
        )
    )
    var indicator: String?

    @OptionGroup var page: PageOptions

    @Flag(help: .said("持续显示变化，直到中断。", "Go on and show every change until interrupted."))
    var watch = false

    func run(in context: CommandContext) async throws -> ExitStatus {
        let screen = context.screen(self.global)
        let first = try self.query(after: nil)
        let caller = try self.global.caller()
        try await context.withOffice(self.global) { api in
            var shown = try await api.dashboard(first, by: caller)
            try self.paint(shown, on: screen, in: context)
            var isReached = true
            while self.watch {
                let next: Dashboard
                do {
                    next = try await api.dashboard(
                        try self.query(after: shown.storeVersion),
                        by: caller
                    )
                } catch let error as APIError where error.code == .unavailable {
                    if isReached {
                        screen.note(Phrase(error.messageChinese, error.messageEnglish))
                    }
                    isReached = false
                    try await context.pause(Self.retryDelay)
                    continue
                }
                isReached = true
                let isNews = next.rows != shown.rows || next.coverage != shown.coverage
                shown = next
                if isNews { try self.paint(shown, on: screen, in: context) }
                try await context.pause(Self.newsDelay)
            }
        }
        return .success
    }

    /// - Parameter version: the store's version that is shown; nil for the first question.
    private func query(after version: Int64?) throws -> DashboardQuery {
        DashboardQuery(
            office: try self.office.map { try Check.filled($0, " --office ", "--office") },
            period: try self.period.map { try Check.period($0) },
            indicator: try self.indicator.map {
                try Check.filled($0, " --indicator ", "--indicator")
            },
            after: version,
            timeoutSeconds: version == nil ? 0 : Self.waitSeconds,
            children: try self.page.request()
        )
    }

    private func paint(
        _ dashboard: Dashboard,
        on screen: Screen,
        in context: CommandContext
    ) throws {
        try screen.show(dashboard) {
            let text = DashboardText.text(
                dashboard,
                listsChildren: self.indicator != nil,
                on: screen
            )
            guard self.watch else { return text }
            return context.paintsScreen ? Self.repaint + text : text + "\n"
        }
    }
}
