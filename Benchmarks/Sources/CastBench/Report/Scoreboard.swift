import Foundation

/// Gives out each figure as soon as it is known, and all of them as a table at the end.
final class Scoreboard {
    private var figures: [Figure] = []

    func add(_ figure: Figure) {
        self.figures.append(figure)
        FileHandle.standardOutput.write(Data((figure.json + "\n").utf8))
    }

    /// The names of the figures that missed their target.
    var missed: [String] { self.figures.filter(\.isMissed).map(\.bench) }

    var table: String {
        let head = ["figure", "value", "unit", "target", "limit", "peers"]
        let rows = self.figures.map { figure in
            [
                figure.bench, Decimals.text(figure.value), figure.unit, Self.target(figure),
                figure.limit.map { Decimals.text($0) } ?? "",
                figure.peers.map { "\($0.name) \(Decimals.text($0.value))" }
                    .joined(separator: ", "),
            ]
        }
        let lines = [head] + rows
        let widths = head.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
        return lines.map { line in
            line.indices.map { column in
                let gap = String(repeating: " ", count: widths[column] - line[column].count)
                return column == 1 ? gap + line[column] : line[column] + gap
            }
            .joined(separator: "  ").trimmingCharacters(in: .whitespaces) + "\n"
        }
        .joined()
    }

    private static func target(_ figure: Figure) -> String {
        guard let target = figure.target else { return "" }
        let sign =
            switch target {
            case .atMost: "<="
            case .atLeast: ">="
            }
        return "\(sign) \(Decimals.text(target.value)) \(figure.isMissed ? "MISSED" : "met")"
    }
}
