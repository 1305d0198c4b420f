import Admin
import Foundation

/// Everything that a command gets from outside, so that tests can give something else.
struct CommandContext: Sendable {
    var sink: any OutputSink
    /// The process's environment.
    var environment: [String: String]
    /// In which people are spoken to; the command line says it.
    var language = Language.en
    /// Whether results go to a terminal that can be painted anew.
    var paintsScreen = false
    /// How wide the terminal is that results go to; nil when they go elsewhere.
    var columnsMax: Int?
    /// UTC milliseconds.
    var now: @Sendable () -> Int64
    /// 32 hexadecimal digits that nobody had before.
    var makeIdentifier: @Sendable () -> String
    /// The node to use in place of the one that the options name.
    var office: (any OfficeAPI)?
    /// Waits between two attempts to reach a node that went away or is only coming.
    var pause: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }

    /// The one of the running process.
    static func process() -> CommandContext {
        let environment = ProcessInfo.processInfo.environment
        return CommandContext(
            sink: StandardStreams(),
            environment: environment,
            paintsScreen: isatty(STDOUT_FILENO) == 1 && environment["TERM"] != "dumb",
            columnsMax: Self.terminalColumns(),
            now: { Int64(Date().timeIntervalSince1970 * 1_000) },
            makeIdentifier: { Self.randomIdentifier() }
        )
    }

    private static func terminalColumns() -> Int? {
        var size = winsize()
        guard isatty(STDOUT_FILENO) == 1,
            ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0
        else { return nil }
        return Int(size.ws_col)
    }

    /// 16 random bytes of the system's generator in hexadecimal digits.
    static func randomIdentifier() -> String {
        (0..<16).map { _ in
            let digits = String(UInt8.random(in: .min ... .max), radix: 16)
            return digits.utf8.count == 1 ? "0" + digits : digits
        }.joined()
    }

    func screen(_ options: GlobalOptions) -> Screen {
        Screen(
            language: self.language,
            json: options.json,
            sink: self.sink,
            now: self.now(),
            columnsMax: self.columnsMax
        )
    }

    /// Finds the node that the options name, and closes the connections to it at the end.
    func withOffice<Result: Sendable>(
        _ options: GlobalOptions,
        _ body: (any OfficeAPI) async throws -> Result
    ) async throws -> Result {
        if let office = self.office { return try await body(office) }
        let access = try await options.access(in: self)
        return try await OfficeClient.withClient(access) { try await body($0) }
    }
}
