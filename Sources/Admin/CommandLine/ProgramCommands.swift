/// The commands of both programs: whoever asks one for what the other does is sent there.
package struct ProgramCommands: Sendable {
    package let program: String
    package let names: [String]

    package static let admin = ProgramCommands(
        program: "cast-admin",
        names: [
            "status", "offices", "directive", "receipt", "reply", "report", "indicator",
            "dashboard", "feeds", "links", "quarantine", "verify", "events", "invite", "host",
            "unknown", "floor", "office", "attachment", "backup", "audit",
            "record", "conflicts",
        ]
    )
    package static let node = ProgramCommands(
        program: "cast-node",
        names: [
            "init", "enroll", "move", "run", "console-link", "config", "rebuild", "recover",
            "restore",
        ]
    )
}
