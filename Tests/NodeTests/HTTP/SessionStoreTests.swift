import Admin
import Synchronization
import Testing

@testable import Node

@Suite("Console sessions")
struct SessionStoreTests {
    private let clock = HTTPTestNode.Clock()

    private func store() -> SessionStore {
        let clock = self.clock
        return SessionStore { clock.now.withLock { $0 } }
    }

    private func key(_ store: SessionStore) -> String {
        String(store.signInLink(baseURL: "http://h/").dropFirst("http://h/sign-in?key=".count))
    }

    @Test("a key opens one session, once")
    func once() throws {
        let store = self.store()
        let key = self.key(store)
        let session = try #require(store.signIn(key: key))
        #expect(store.isOpen(session))
        #expect(store.signIn(key: key) == nil)
        #expect(!store.isOpen(key))
        store.signOut(session)
        #expect(!store.isOpen(session))
    }

    @Test("a key lives 15 minutes")
    func keyExpires() {
        let store = self.store()
        let key = self.key(store)
        self.clock.advance(seconds: SessionStore.keyLifetimeSeconds)
        #expect(store.signIn(key: key) == nil)
    }

    @Test("a session lives 12 hours")
    func sessionExpires() throws {
        let store = self.store()
        let session = try #require(store.signIn(key: self.key(store)))
        self.clock.advance(seconds: SessionStore.sessionLifetimeSeconds - 1)
        #expect(store.isOpen(session))
        self.clock.advance(seconds: 1)
        #expect(!store.isOpen(session))
    }

    @Test("beyond the limits the oldest key and the oldest session go")
    func capped() throws {
        let store = self.store()
        let oldestKey = self.key(store)
        let keys = (0..<SessionStore.keysMax).map { _ in self.key(store) }
        #expect(store.signIn(key: oldestKey) == nil)
        let oldest = try #require(store.signIn(key: keys[0]))
        for _ in 0..<SessionStore.sessionsMax {
            #expect(store.signIn(key: self.key(store)) != nil)
        }
        #expect(!store.isOpen(oldest))
    }
}
