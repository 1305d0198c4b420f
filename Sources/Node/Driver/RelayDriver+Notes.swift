import SyncProtocol

// How the desks of notes speak over links.

extension RelayDriver {
    func say(_ message: NoteMessage, over link: LinkID) {
        self.step(.note(link, message))
    }

    func heardStatement(over link: LinkID) {
        self.step(.statementHeard(link))
    }
}
