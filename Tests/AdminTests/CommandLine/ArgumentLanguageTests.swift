import Admin
import Testing

@Suite("The language that a command line asks for")
struct ArgumentLanguageTests {
    @Test("Its option may stand anywhere, and the other words stay in order")
    func anywhere() {
        for words in [
            ["--lang", "zh", "run", "--help"], ["run", "--lang=zh", "--help"],
            ["run", "--help", "--lang", "zh"],
        ] {
            let asked = ArgumentLanguage(words, preferred: .en)
            #expect(asked.language == .zh && asked.failure == nil)
            #expect(asked.rest == ["run", "--help"])
        }
    }

    @Test("Behind the end of the options, and in a value, it is a word like any other")
    func values() {
        let words = ["reply", "send", "--text=--lang", "--", "--lang", "zh"]
        let asked = ArgumentLanguage(words, preferred: .en)
        #expect(asked.language == .en && asked.rest == words)
    }

    @Test("A language that is none, or a missing one, is a failure that names the option")
    func wrong() {
        for words in [["--lang", "fr", "status"], ["status", "--lang"], ["--lang=", "status"]] {
            let asked = ArgumentLanguage(words, preferred: .zh)
            #expect(asked.language == .zh && asked.rest == ["status"])
            #expect(asked.failure?.phrase.english.contains("--lang") == true)
        }
    }

    @Test("Of two the last one counts")
    func last() {
        let asked = ArgumentLanguage(["--lang", "en", "--lang", "zh"], preferred: .en)
        #expect(asked.language == .zh && asked.rest.isEmpty)
    }
}
