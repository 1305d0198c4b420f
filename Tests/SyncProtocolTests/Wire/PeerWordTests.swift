import SyncProtocol
import Testing

@Suite("What the other end says in words")
struct PeerWordTests {
    @Test("Words of the protocol stay as they are")
    func plain() {
        for word in ["", "stopped", "out-of-turn-want", "0.3.1 (debug)"] {
            #expect(PeerWord.cleaned(word) == word)
        }
    }

    @Test("Nothing in a word can steer a terminal or turn the writing direction")
    func harmful() {
        #expect(PeerWord.cleaned("\u{1B}[2Jgone\u{7F}") == "?[2Jgone?")
        #expect(PeerWord.cleaned("a\nb\u{202E}c\u{9B}") == "a?b?c?")
        let end = Relay.LinkEnd.farewell(PeerWord.cleaned("\u{1B}]0;x\u{07}"))
        #expect(end.word == "farewell: ?]0;x?")
    }
}
