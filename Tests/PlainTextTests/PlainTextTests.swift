import PlainText
import Testing

@Suite("What can be seen of text")
struct PlainTextTests {
    @Test(
        "Text in which nothing can be seen is empty",
        arguments: [
            "", " ", "\u{200B}", "\u{3164}\u{2800}", "\u{FEFF}\u{200B}", "\u{AD}\u{2060}\u{200E}",
            "\u{3000}\u{A0}\n\t", "\u{FE0F}", "\u{200D}", "\u{E0041}", "\u{115F}\u{FFA0}",
        ]
    )
    func blank(_ text: String) throws {
        #expect(PlainText.isBlank(text))
        #expect(PlainText.trimmed(try PlainText.cleaned(text)).isEmpty)
    }

    @Test(
        "What says nothing is dropped, what only looks like a space is one",
        arguments: [
            ("关于\u{200E}2018年", "关于2018年"), ("\u{FEFF}标题", "标题"), ("标\u{200B}题", "标题"),
            ("机\u{200D}密", "机密"), ("a\u{200C}b", "ab"), ("上\u{2800}下", "上 下"),
            ("上\u{3164}下", "上 下"), ("\u{FE0F}题", "题"), ("题\u{AD}目", "题目"),
        ]
    )
    func dropped(_ text: String, _ expected: String) throws {
        #expect(try PlainText.cleaned(text) == expected)
    }

    @Test(
        "What writing needs is kept: forms of characters, emoji, scripts whose letters join",
        arguments: [
            "葛\u{E0100}洪", "👩\u{200D}🔬", "⭐\u{FE0F}", "می\u{200C}خواهم", "ᠮᠣᠩᠭᠣᠯ\u{180E}ᠠ", "上　下",
            "一\n二\t三", "Café", "𠀀",
        ]
    )
    func kept(_ text: String) throws {
        #expect(try PlainText.cleaned(text).unicodeScalars.elementsEqual(text.unicodeScalars))
    }

    @Test(
        "A character that steers or was damaged is refused with its place, and shown as U+FFFD",
        arguments: ["\u{1B}", "\u{202E}", "\u{2028}", "\u{9B}", "\u{0}", "\u{FFFD}", "\u{FFFE}"]
    )
    func refused(_ character: Unicode.Scalar) {
        let text = "上下" + String(character) + "左"
        #expect(throws: TextFault(place: 3, scalar: character)) { try PlainText.cleaned(text) }
        #expect(PlainText.shown(text) == "上下\u{FFFD}左")
    }

    @Test("Every character of the first three planes has one role, and cleaning is done once")
    func everyScalar() throws {
        for value in UInt32(0)..<0x30000 {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let text = "中" + String(scalar) + "文"
            guard !ScalarRole(scalar).isRefused else {
                #expect((try? PlainText.cleaned(text)) == nil)
                continue
            }
            let once = try PlainText.cleaned(text)
            #expect(once == text || !ScalarRole(scalar).isVisible)
            let twice = try PlainText.cleaned(once)
            #expect(twice.unicodeScalars.elementsEqual(once.unicodeScalars))
        }
    }

    @Test("Bytes that are not UTF-8 are told by their place and never repaired")
    func bytes() throws {
        let gbk: [UInt8] = [0x61, 0xB9, 0xD8, 0xD3, 0xDA]
        #expect(UTF8Text.text(gbk) == nil)
        #expect(UTF8Text.firstFault(in: gbk) == 1)
        #expect(UTF8Text.firstFault(in: Array("关于".utf8)) == nil)
        #expect(UTF8Text.text([0xEF, 0xBB, 0xBF, 0x61]) == "a")
        #expect(try UTF8Text.percentDecoded("%E5%85%B3a+") == "关a+")
        #expect(throws: UTF8Text.PercentFault.encoding) { try UTF8Text.percentDecoded("a%B9%D8") }
        for (text, broken) in [("%zz", "%zz"), ("a%", "%"), ("a%4", "%4"), ("%+1b", "%+1")] {
            #expect(throws: UTF8Text.PercentFault.escape(broken)) {
                try UTF8Text.percentDecoded(text)
            }
        }
    }
}
