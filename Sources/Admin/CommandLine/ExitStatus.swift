/// What the program's exit code says, after sysexits.
package enum ExitStatus: Int32, Sendable, CaseIterable {
    case success = 0
    /// A check found problems.
    case problemsFound = 1
    /// The command was used in a wrong way (EX_USAGE).
    case usage = 64
    /// The node, or this program reading a file, refused the data (EX_DATAERR).
    case dataRefused = 65
    /// There is no such file or no such thing (EX_NOINPUT).
    case notFound = 66
    /// The node cannot be reached (EX_UNAVAILABLE).
    case unavailable = 69
    /// A fault in the node or in this program (EX_SOFTWARE).
    case internalFault = 70
    /// The output, or a node's disk, could not be written (EX_IOERR).
    case outputFailed = 74
    /// A limit was reached; try again later (EX_TEMPFAIL).
    case busy = 75
    /// No permission, or no valid key (EX_NOPERM).
    case notPermitted = 77
    /// A node's configuration is wrong (EX_CONFIG).
    case configuration = 78

    package init(_ error: APIError) {
        self =
            error.code == .unavailable && error.rule == APIError.diskRule
            ? .outputFailed : ExitStatus(error.code)
    }

    package init(_ code: APIError.Code) {
        switch code {
        case .invalid, .malformed, .conflict: self = .dataRefused
        case .unauthenticated, .forbidden: self = .notPermitted
        case .notFound: self = .notFound
        case .busy: self = .busy
        case .internalFault: self = .internalFault
        case .unavailable: self = .unavailable
        }
    }
}
