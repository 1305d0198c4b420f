/// In which order changes go over a link: what is above never waits for what is below.
package enum Lane: Int, Sendable, Hashable, CaseIterable {
    case roster
    case directives
    case reports

    package init(_ kind: SpaceKind) {
        switch kind {
        case .roster: self = .roster
        case .directives: self = .directives
        case .reports: self = .reports
        }
    }
}
