@testable import SyncProtocol

extension SpaceKind {
    /// Kinds of later versions, one for each way.
    static let laterDown = SpaceKind(rawValue: 40)!
    static let laterUp = SpaceKind(rawValue: 70)!
    static let laterBothWays = SpaceKind(rawValue: 100)!

    /// What is known, and what is not. Of cases an office has many, each with a name.
    static let samples =
        SpaceKind.known.filter { $0 != .case } + [.laterDown, .laterUp, .laterBothWays]
}
