import Admin
import OfficeWork
import Store
import SyncProtocol

extension Roster {
    /// The offices below at present, as people choose from them: the first ones, and how many more there are.
    var choice: Phrase {
        let below = self.offices.filter {
            self.isBelow($0.path) && $0.level != nil && !self.successions.isLeft($0.path)
        }
        guard !below.isEmpty else { return Phrase("尚无下级单位", "there is none below yet") }
        let named = below.prefix(Self.choiceMax).map { office in
            [office.path.office.text, office.name].compactMap { $0 }.joined(separator: " ")
        }
        let rest = below.count - named.count
        return Phrase(
            "下级单位有：\(named.joined(separator: "、"))" + (rest > 0 ? " 等 \(below.count) 个" : ""),
            "below are: \(named.joined(separator: ", "))" + (rest > 0 ? " and \(rest) more" : "")
        )
    }

    /// So many offices are named for people to choose from.
    private static let choiceMax = 10
}
