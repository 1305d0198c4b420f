import Testing

@testable import SyncProtocol

@Suite("A passage that several people write")
struct TextMergeTests {
    /// Letter by letter, each a change of its own.
    private static func type(
        _ word: String,
        _ writer: inout TextWriter,
        _ put: (_ text: String, _ letter: Character) -> String
    ) -> [TextWriter.Change] {
        var changes: [TextWriter.Change] = []
        for letter in word { changes.append(writer.write(put(writer.text, letter))) }
        return changes
    }

    private static func read(_ changes: [TextWriter.Change]) -> TextWriter {
        var reader = TextWriter(99)
        for change in changes { reader.take(change) }
        return reader
    }

    @Test("What two people type at one place stands one after the other, never mixed")
    func forwards() {
        var (first, second) = (TextWriter(1), TextWriter(2))
        let base = first.write("前后")
        second.take(base)
        func put(_ word: String) -> (String, Character) -> String {
            { text, letter in
                var text = Array(text)
                text.insert(letter, at: text.count - 1)
                return String(text)
            }
        }
        let changes =
            Self.type("一二三四五六", &first, put("")) + Self.type("甲乙丙丁戊己", &second, put(""))
        let text = Self.read([base] + changes).text
        #expect(text == "前一二三四五六甲乙丙丁戊己后" || text == "前甲乙丙丁戊己一二三四五六后")
        #expect(Self.read(changes.reversed() + [base]).text == text)
    }

    @Test("Not when they type backwards either: each letter before the one that was typed last")
    func backwards() {
        var (first, second) = (TextWriter(1), TextWriter(2))
        let base = first.write("前后")
        second.take(base)
        let put: (String, Character) -> String = { text, letter in
            var text = Array(text)
            text.insert(letter, at: 1)
            return String(text)
        }
        let changes = Self.type("六五四三二一", &first, put) + Self.type("己戊丁丙乙甲", &second, put)
        let text = Self.read([base] + changes).text
        #expect(text == "前一二三四五六甲乙丙丁戊己后" || text == "前甲乙丙丁戊己一二三四五六后")
        #expect(Self.read(changes.reversed() + [base]).text == text)
    }

    @Test("A paragraph that one rewrites while another continues it keeps what both wrote")
    func rewritten() {
        var (first, second) = (TextWriter(1), TextWriter(2))
        let base = first.write("一、总体目标。\n二、重点任务。\n")
        second.take(base)
        let one = first.write("一、指导思想和总体目标。\n二、重点任务。\n")
        let two = second.write("一、总体目标。\n二、重点任务。\n三、保障措施。\n")
        let text = Self.read([base, one, two]).text
        #expect(text == "一、指导思想和总体目标。\n二、重点任务。\n三、保障措施。\n")
    }

    @Test("What somebody puts into a passage that another takes out stays")
    func putIntoErased() {
        var (first, second) = (TextWriter(1), TextWriter(2))
        let base = first.write("成都市科学技术协会")
        second.take(base)
        let erased = first.write("成都会")
        let put = second.write("成都市科学普及技术协会")
        #expect(Self.read([base, erased, put]).text == "成都普及会")
        #expect(Self.read([put, erased, base]).text == "成都普及会")
    }

    @Test("All ways in which three people's three changes can meet come to one text")
    func allInterleavings() {
        var writers = (0..<3).map { TextWriter($0) }
        let base = writers[0].write("省市县")
        for place in 1...2 { writers[place].take(base) }
        let wanted = [
            ["省级市县", "省级市区县", "市区县"], ["省、市、县", "省、市、县、乡", "省市、县、乡"],
            ["县", "县科协", "各县科协"],
        ]
        let changes = writers.indices.map { place in
            wanted[place].map { writers[place].write($0) }
        }
        var texts: Set<String> = []
        var (states, count): (Set<TextState>, Int) = ([], 0)
        func go(_ taken: [Int], _ reader: TextWriter) {
            guard taken.contains(where: { $0 < 3 }) else {
                count += 1
                texts.insert(reader.text)
                states.insert(reader.state)
                return
            }
            for place in taken.indices where taken[place] < 3 {
                var (next, taken) = (reader, taken)
                next.take(changes[place][taken[place]])
                taken[place] += 1
                go(taken, next)
            }
        }
        go([0, 0, 0], Self.read([base]))
        #expect(count == 1680)
        #expect(texts.count == 1)
        #expect(states.count == 1)
    }

    @Test(
        "Whatever several people do, in whatever order it comes, it is the tree of single elements",
        arguments: UInt64(400)..<440
    )
    func model(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var writers = (0..<random.int(2...5)).map { TextWriter($0) }
        var changes: [TextWriter.Change] = []
        for _ in 0..<40 {
            let place = random.int(0...writers.count - 1)
            let wanted = TextWriter.rewrite(writers[place].text, &random)
            changes.append(writers[place].write(wanted))
            #expect(writers[place].text == wanted)
            for other in writers.indices where other != place && random.chance(50) {
                // Not all that came before: some things wait for what they hang on.
                writers[other].take(changes[changes.count - 1])
            }
        }
        var model = TextModel()
        for change in changes {
            for (index, operation) in change.operations.enumerated() {
                model.take(operation, dot: Dot(change: change.id, index: UInt32(index)))
            }
        }
        let expected = Self.read(changes)
        #expect(expected.text == model.text)
        for _ in 0..<10 {
            let other = Self.read(changes.shuffled(using: &random))
            #expect(other.state == expected.state)
            #expect(other.text == expected.text)
        }
    }

    @Test(
        "A text that hangs on what has not come stands at the end, and moves to its place when that comes"
    )
    func lone() {
        var writer = TextWriter(1)
        let base = writer.write("通知")
        let middle = writer.write("通报和知")
        let last = writer.write("通报和意见知")
        #expect(Self.read([base, last]).text == "通知意见")
        #expect(Self.read([base, last, middle]).text == "通报和意见知")
    }
}
