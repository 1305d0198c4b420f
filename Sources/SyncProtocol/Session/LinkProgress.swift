/// How a link stands, for the people who watch it.
package struct LinkProgress: Hashable, Sendable {
    package enum Phase: String, Hashable, Sendable {
        case greeting
        case reconciling
        case streaming
    }

    /// Where counting ends: so many, or more. What the other end has is its own claim, and a false one is not to be
    /// shown as a number that nobody can read.
    package static let behindMax: UInt64 = 999_999_999

    package let link: LinkID
    package let peer: OfficePath
    package let phase: Phase
    /// Changes that the other end does not have on disk yet, as far as we know; up to ``behindMax``.
    package let sendBehind: UInt64
    /// Changes that the other end says it has and we do not; up to ``behindMax``.
    package let receiveBehind: UInt64
    package let scope: LinkScope
    package let scopeDigest: Digest256
    /// As the other end last said it.
    package let peerScopeDigest: Digest256?
    /// Offices have moved since the link began: it carries something else as soon as it begins anew.
    package let isOutdated: Bool

    /// Whether both ends have been found to have the same, and nothing has come since.
    package var isEqual: Bool {
        self.phase == .streaming && self.peerScopeDigest == self.scopeDigest && !self.isOutdated
    }
}
