import Admin
import Foundation

@main
enum AdminMain {
    static func main() async {
        guard let arguments = ProgramArguments.words(of: "cast-admin") else {
            exit(ExitStatus.usage.rawValue)
        }
        let status = await CommandRunner.run(arguments, in: .process())
        exit(status.rawValue)
    }
}
