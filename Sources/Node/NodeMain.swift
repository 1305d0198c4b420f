import Admin
import Foundation

@main
enum NodeMain {
    static func main() async {
        // What the node writes is nobody else's business.
        umask(0o077)
        ProcessMemory.prepare()
        let status = await NodeRunner.run(ProgramArguments.process)
        exit(status.rawValue)
    }
}
