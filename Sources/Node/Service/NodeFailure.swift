import Admin

/// Why a command of `cast-node` cannot be carried out, and how the program ends.
struct NodeFailure: Error, Sendable {
    let text: Phrase
    let status: ExitStatus

    init(_ status: ExitStatus, _ chinese: String, _ english: String) {
        self.text = Phrase(chinese, english)
        self.status = status
    }
}
