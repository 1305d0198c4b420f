import Admin
import Testing

@Suite("The words that a program was started with")
struct ProgramArgumentsTests {
    @Test("Text in UTF-8 is taken as it is")
    func text() throws {
        let words = ["attachment", "add", "实施方案.pdf", ""]
        #expect(try ProgramArguments.words(words.map { Array($0.utf8) }) == words)
    }

    @Test("A file's name in GBK is said to be one, and never read as another name")
    func gbkName() {
        // 方案.pdf
        let name: [UInt8] = [0xB7, 0xBD, 0xB0, 0xB8] + Array(".pdf".utf8)
        let failure = #expect(throws: UsageFailure.self) {
            try ProgramArguments.words([Array("add".utf8), name])
        }
        #expect(failure?.phrase.chinese.contains("第 2 个参数") == true)
        #expect(failure?.phrase.english.contains("GBK") == true)
    }
}
