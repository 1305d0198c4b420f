internal import Decision
package import SyncProtocol
private import Synchronization

/// The state digests of what links carry, kept from one question to the next: of thousands of spaces few have changed
/// since, and only those are counted anew.
package final class ScopeDigests: Sendable {
    /// So many scopes are remembered; one more, and all are forgotten.
    private static let scopesMax = 1_024

    /// What is known of one space.
    private struct Part {
        var digest = SetDigest()
        /// What it adds to the digest over several; nil without records.
        var element: Digest256?
    }

    private struct Scope {
        /// Whether it carries a space, by place.
        var isCarried: [Bool] = []
        var sum = SetDigest()
    }

    private struct Memory {
        var parts: [Part] = []
        var scopes: [LinkScope: Scope] = [:]
        /// The digest over all spaces that the parts are of.
        var state = SetDigest()
    }

    private let memory = Mutex(Memory())

    package init() {}

    /// Equal at both ends of a link exactly when their merged records of what it carries are.
    package func digest(of scope: LinkScope, _ snapshot: StoreSnapshot) -> Digest256 {
        let (state, suite) = (snapshot.state, snapshot.suite)
        return self.memory.withLock { memory in
            Self.follow(state, by: suite, &memory)
            if let known = memory.scopes[scope] { return known.sum.value(by: suite) }
            if memory.scopes.count >= Self.scopesMax { memory.scopes.removeAll() }
            var new = Scope()
            for place in memory.parts.indices {
                Self.add(state.directory.space(at: place), memory.parts[place], scope, &new)
            }
            memory.scopes[scope] = new
            return new.sum.value(by: suite)
        }
    }

    private static func follow(
        _ state: StoreState,
        by suite: SignatureSuite,
        _ memory: inout Memory
    ) {
        let spaces = state.directory.spaces
        guard state.tally.state != memory.state || spaces.count != memory.parts.count else {
            return
        }
        // An older moment than the last one that was asked about, or another store.
        if spaces.count < memory.parts.count { memory = Memory() }
        for place in memory.parts.indices
        where memory.parts[place].digest != state.directory.digest(at: place) {
            Self.replace(place, Self.part(spaces[place], by: suite), &memory)
        }
        for place in memory.parts.count..<spaces.count {
            let part = Self.part(spaces[place], by: suite)
            memory.parts.append(part)
            for scope in memory.scopes.keys {
                let space = spaces[place].space
                Self.add(space, part, scope, &memory.scopes[scope, default: Scope()])
            }
        }
        memory.state = state.tally.state
    }

    private static func part(_ space: Directory.Space, by suite: SignatureSuite) -> Part {
        let isEmpty = space.digest.count == 0
        return Part(
            digest: space.digest,
            element: isEmpty ? nil : StoreTally.element(of: space.space, space.digest, by: suite)
        )
    }

    private static func add(
        _ space: SpaceID,
        _ part: Part,
        _ scope: LinkScope,
        _ known: inout Scope
    ) {
        let isCarried = scope.carries(space)
        known.isCarried.append(isCarried)
        if isCarried, let element = part.element { known.sum.insert(element) }
    }

    private static func replace(_ place: Int, _ part: Part, _ memory: inout Memory) {
        let old = memory.parts[place].element
        memory.parts[place] = part
        for (scope, known) in memory.scopes where known.isCarried[place] {
            if let old { memory.scopes[scope]?.sum.remove(old) }
            if let element = part.element { memory.scopes[scope]?.sum.insert(element) }
        }
    }
}
