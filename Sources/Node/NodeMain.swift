import Admin
import Foundation

@main
enum NodeMain {
    static func main() async {
        let status = await NodeRunner.run(Array(CommandLine.arguments.dropFirst()))
        exit(status.rawValue)
    }
}
