import Admin
import SyncProtocol

/// Where a step stands in a trace: in tree order, behind all others those that no roster tells of.
struct TracePlace: PageKey {
    private static let unknownMark: Character = "-"

    let path: OfficePath
    let isKnown: Bool

    init(path: OfficePath, isKnown: Bool) {
        self.path = path
        self.isKnown = isKnown
    }

    var text: String { (self.isKnown ? "" : String(Self.unknownMark)) + self.path.description }

    init?(text: String) {
        let isKnown = text.first != Self.unknownMark
        guard let path = OfficePath(text: isKnown ? text : String(text.dropFirst())) else {
            return nil
        }
        self.init(path: path, isKnown: isKnown)
    }

    static func < (one: TracePlace, other: TracePlace) -> Bool {
        one.isKnown == other.isKnown ? one.path < other.path : one.isKnown
    }
}
