import Admin
import ArgumentParser

/// Which part of a long list is wanted.
struct PageOptions: ParsableArguments {
    @Option(
        help: .said(
            "列出此后的行；上一页会给出。",
            "Show the lines that follow; the page before says which.",
            valueName: "key"
        )
    )
    var after: String?

    @Option(
        help: .said("最多显示多少行，1 到 1000。", "Show at most this many lines, 1 to 1000.", valueName: "n")
    )
    var limit = PageRequest.limitDefault

    func request() throws(UsageFailure) -> PageRequest {
        guard (1...PageRequest.limitMax).contains(self.limit) else {
            throw Self.wrongLimit
        }
        let after = try self.after.map { key throws(UsageFailure) in
            try Check.filled(key, " --after ", "--after")
        }
        return PageRequest(after: after, limit: self.limit)
    }

    static let wrongLimit = UsageFailure(
        "--limit 要在 1 到 \(PageRequest.limitMax) 之间",
        "--limit is between 1 and \(PageRequest.limitMax)"
    )
}
