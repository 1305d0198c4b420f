import Admin
import Foundation

@main
enum NodeMain {
    static func main() async {
        // What the node writes is nobody else's business.
        umask(0o077)
        guard let arguments = ProgramArguments.words(of: "cast-node") else {
            exit(ExitStatus.usage.rawValue)
        }
        let status = await NodeRunner.run(arguments)
        exit(status.rawValue)
    }
}
