import Admin
import ArgumentParser

/// Which kind of records is meant.
struct KindArgument: ParsableArguments {
    @Argument(
        help: .said(
            "记录种类，见 record kinds。",
            "The kind, see record kinds.",
            valueName: "kind"
        )
    )
    var kind: String

    var code: String {
        get throws(UsageFailure) { try Check.filled(self.kind, "种类", "the kind") }
    }

    /// What is declared of it; nil when the node does not know it.
    static func detail(
        _ code: String,
        _ office: any OfficeAPI,
        by caller: Caller
    ) async throws -> RecordKindDetail? {
        try await office.recordKinds(by: caller).first { $0.code == code }
    }
}
