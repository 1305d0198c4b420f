import Admin
import Foundation

@main
enum AdminMain {
    static func main() async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        let status = await CommandRunner.run(arguments, in: .process())
        exit(status.rawValue)
    }
}
