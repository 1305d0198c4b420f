/// How far two ends have come with each other, and what is known only as long as they are there.
///
/// ### Legal transitions
/// `greeting` → `streaming` when both ends' digests are equal; `greeting` → `reconciling` →
/// `streaming` otherwise. `streaming` → `reconciling` when both ends have come to rest and still
/// differ: they search again. All else that goes wrong ends the session, and the next one reconciles
/// from what is on disk.
enum SessionPhase: Sendable, Equatable {
    /// Our hello is out; nothing but a hello is taken before the other end has greeted.
    case greeting(Greeting)
    /// Both search for what differs.
    case reconciling(Acquaintance, Search)
    /// What the other end lacks is sent as it comes.
    case streaming(Acquaintance)

    /// What is known before the other end has greeted.
    struct Greeting: Sendable, Equatable {
        /// What we said that we have.
        let digest: Digest256
        let since: Int64
    }

    /// The search that is under way.
    struct Search: Sendable, Equatable {
        var conduct: Reconciliation
        /// Since when the other end owes a page of it.
        var pageDueSince: Int64
    }

    var isGreeted: Bool {
        if case .greeting = self { false } else { true }
    }

    var isStreaming: Bool {
        if case .streaming = self { true } else { false }
    }

    /// What is known of the other end once it has greeted.
    var acquaintance: Acquaintance? {
        switch self {
        case .greeting: nil
        case .reconciling(let acquaintance, _), .streaming(let acquaintance): acquaintance
        }
    }

    /// As people are told.
    var name: LinkProgress.Phase {
        switch self {
        case .greeting: .greeting
        case .reconciling: .reconciling
        case .streaming: .streaming
        }
    }
}
