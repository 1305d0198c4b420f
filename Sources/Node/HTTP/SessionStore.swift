package import Admin
import Synchronization

/// Console sessions and the single-use keys that open them; in memory only, so a restart signs everybody out.
package final class SessionStore: Sendable {
    package static let sessionLifetimeSeconds: Int64 = 12 * 3600
    package static let keyLifetimeSeconds: Int64 = 15 * 60
    /// Beyond this the oldest session ends.
    package static let sessionsMax = 256
    /// Beyond this the oldest unused key is void.
    package static let keysMax = 32

    private let now: @Sendable () -> Int64
    private let secrets: Mutex<Secrets>

    private struct Secrets {
        /// Oldest first, since all live equally long.
        var sessions: [Entry] = []
        var keys: [Entry] = []
    }

    private struct Entry {
        let secret: String
        let expiresAt: Int64
    }

    /// - Parameter now: The clock, UTC milliseconds.
    package init(now: @escaping @Sendable () -> Int64) {
        self.now = now
        self.secrets = Mutex(Secrets())
    }

    /// Makes a link that signs one browser in, once, within 15 minutes.
    ///
    /// - Parameter baseURL: The console's address, like `http://127.0.0.1:8480`.
    package func signInLink(baseURL: String) -> String {
        self.consoleLink(baseURL: baseURL).link
    }

    /// The same as ``signInLink(baseURL:)`` with the moment at which it expires.
    package func consoleLink(baseURL: String) -> ConsoleLink {
        let now = self.now()
        let entry = Entry(
            secret: RandomSecret.make(),
            expiresAt: now + Self.keyLifetimeSeconds * 1000
        )
        self.secrets.withLock { secrets in
            Self.add(entry, to: &secrets.keys, countMax: Self.keysMax, now: now)
        }
        let base = baseURL.hasSuffix("/") ? String(baseURL.dropLast()) : baseURL
        return ConsoleLink(
            link: "\(base)/sign-in?key=\(entry.secret)",
            expiresAt: entry.expiresAt
        )
    }

    /// Uses up a sign-in key.
    ///
    /// - Returns: The new session's secret for the cookie, or nil when the key is unknown, used or expired.
    func signIn(key: String) -> String? {
        let now = self.now()
        let session = Entry(
            secret: RandomSecret.make(),
            expiresAt: now + Self.sessionLifetimeSeconds * 1000
        )
        return self.secrets.withLock { secrets in
            secrets.keys.removeAll { $0.expiresAt <= now }
            guard let index = Self.index(of: key, in: secrets.keys) else {
                return nil
            }
            secrets.keys.remove(at: index)
            Self.add(session, to: &secrets.sessions, countMax: Self.sessionsMax, now: now)
            return session.secret
        }
    }

    /// Whether the session is open.
    func isOpen(_ session: String) -> Bool {
        let now = self.now()
        return self.secrets.withLock { secrets in
            guard let index = Self.index(of: session, in: secrets.sessions) else {
                return false
            }
            return secrets.sessions[index].expiresAt > now
        }
    }

    /// Ends a session; nothing happens when there is none.
    func signOut(_ session: String) {
        self.secrets.withLock { secrets in
            if let index = Self.index(of: session, in: secrets.sessions) {
                secrets.sessions.remove(at: index)
            }
        }
    }

    /// Looks at every entry in full, so that the time taken says nothing about the secrets.
    private static func index(of candidate: String, in entries: [Entry]) -> Int? {
        var found: Int?
        for (index, entry) in entries.enumerated()
        where RandomSecret.equal(entry.secret, candidate) {
            found = index
        }
        return found
    }

    private static func add(
        _ entry: Entry,
        to entries: inout [Entry],
        countMax: Int,
        now: Int64
    ) {
        entries.removeAll { $0.expiresAt <= now }
        if entries.count >= countMax {
            entries.removeFirst(entries.count - countMax + 1)
        }
        entries.append(entry)
    }
}
