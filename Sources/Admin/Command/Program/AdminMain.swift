import Admin
import Foundation

@main
enum AdminMain {
    static func main() async {
        let status = await CommandRunner.run(ProgramArguments.process, in: .process())
        exit(status.rawValue)
    }
}
