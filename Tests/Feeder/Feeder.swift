internal import ArgumentParser
internal import Foundation
internal import OfficeWork
internal import SyncProtocol

/// Fills the stores of provinces with what the offices below them would have sent: real signed feeds of cities and
/// counties that have no node of their own here. Benchmarks of a whole country need them.
@main
struct Feeder: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cast-feeder",
        abstract: "Writes the feeds of cities and counties into the stores of provinces.",
        discussion: """
            The data folders are those of provincial nodes that have joined and do not run. Without \
            --directive the offices hand in their rosters and a report for each month; with it, each \
            city signs for these directives and says how far they have come with its counties.

            Standard output is one line of JSON: the number of offices, the provinces' own among them, and the sums of \
            all figures by month and indicator, in hundredths.

            EXIT CODES
              0 done, 64 wrong use, 70 a store has refused something
            """
    )

    @Option(help: ArgumentHelp("Cities in all provinces together.", valueName: "N"))
    var cities: Int

    @Option(help: ArgumentHelp("Counties in all cities together.", valueName: "N"))
    var counties: Int

    @Option(help: ArgumentHelp("Months for which each office reports.", valueName: "N"))
    var months = 24

    @Option(
        help: ArgumentHelp("A directive of headquarters that has come to all.", valueName: "ID")
    )
    var directive: [String] = []

    @Argument(help: ArgumentHelp("The provinces' data folders.", valueName: "DIR"))
    var folders: [String]

    func validate() throws {
        guard self.cities >= self.folders.count, self.counties >= self.cities, self.months > 0
        else {
            throw ValidationError("each province needs a city, each city a county, and all a month")
        }
        for text in self.directive where DirectiveID(hex: text) == nil {
            throw ValidationError("\(text) is no directive's id")
        }
    }

    func run() async throws {
        do {
            print(try await self.fed().line)
        } catch {
            FileHandle.standardError.write(Data("error: \(error)\n".utf8))
            throw ExitCode(70)
        }
    }

    /// Two provinces at a time: each has a thread that writes and one that signs.
    private func fed() async throws -> FedSums {
        let folders = self.folders
        let directives = self.directive.compactMap { DirectiveID(hex: $0) }
        let (cities, counties, months) = (self.cities, self.counties, self.months)
        return try await withThrowingTaskGroup(of: FedSums.self) { group in
            var sums = FedSums()
            for (index, folder) in folders.enumerated() {
                if index >= 2 { sums.add(try await group.next() ?? FedSums()) }
                let shape = FedShape(
                    province: index,
                    of: folders.count,
                    cities: cities,
                    counties: counties
                )
                group.addTask {
                    let province = try FedProvince(folder: folder, shape: shape)
                    guard directives.isEmpty else { return try await province.answer(directives) }
                    return try await province.report(months: months)
                }
            }
            for try await more in group { sums.add(more) }
            return sums
        }
    }
}
