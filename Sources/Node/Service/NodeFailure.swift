import Admin
import SyncProtocol

/// Why a command of `cast-node` cannot be carried out, and how the program ends.
struct NodeFailure: Error, Sendable {
    let text: Phrase
    let status: ExitStatus

    init(_ status: ExitStatus, _ chinese: String, _ english: String) {
        self.text = Phrase(chinese, english)
        self.status = status
    }
}

extension NodeFailure {
    /// The tree signs and hashes by algorithms that this program does not have.
    static func unknownSuite(_ suite: SuiteNumber, _ known: SuiteRegistry) -> NodeFailure {
        NodeFailure(
            .dataRefused,
            "本单位树使用第 \(suite) 号密码套件，本程序只支持 \(known.names.joined(separator: "、"))；请安装支持它的版本",
            "this tree goes by cipher suite \(suite), and this program has only "
                + "\(known.names.joined(separator: ", ")); install a version that has it"
        )
    }
}
