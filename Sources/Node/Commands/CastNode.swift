import ArgumentParser

/// The program `cast-node`: one office's node.
struct CastNode: ParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "cast-node",
        abstract: "One office's node of the association's sync system. 单位同步节点。",
        discussion: """
            EXAMPLES
              cast-node init --data-dir /var/lib/cast --office 100000 --name 中国科协
              cast-node enroll --data-dir /var/lib/cast --token cast1-…
              cast-node run --data-dir /var/lib/cast

            EXIT CODES
              0 done, 64 wrong use, 65 data refused, 66 not found, 69 not reachable, 70 internal fault,
              77 not permitted, 78 wrong configuration
            """,
        version: Self.version,
        subcommands: [
            InitCommand.self, EnrollCommand.self, MoveCommand.self, RunCommand.self,
            ConsoleLinkCommand.self,
            ConfigCommand.self, RebuildCommand.self, RecoverCommand.self, RestoreCommand.self,
        ]
    )
}
