import Admin
import ArgumentParser

/// Which part of a long list is wanted.
struct PageOptions: ParsableArguments {
    @Option(help: .said("跳过多少行。", "Skip this many lines.", valueName: "n"))
    var offset = 0

    @Option(
        help: .said("最多显示多少行，1 到 1000。", "Show at most this many lines, 1 to 1000.", valueName: "n")
    )
    var limit = PageRequest.limitDefault

    func request() throws(UsageFailure) -> PageRequest {
        guard self.offset >= 0 else {
            throw UsageFailure("--offset 不能小于 0", "--offset cannot be below 0")
        }
        guard (1...PageRequest.limitMax).contains(self.limit) else {
            throw Self.wrongLimit
        }
        return PageRequest(offset: self.offset, limit: self.limit)
    }

    static let wrongLimit = UsageFailure(
        "--limit 要在 1 到 \(PageRequest.limitMax) 之间",
        "--limit is between 1 and \(PageRequest.limitMax)"
    )
}
