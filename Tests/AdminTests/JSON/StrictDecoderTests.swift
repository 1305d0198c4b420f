import Admin
import Foundation
import Testing

@Suite("JSON that is handed in")
struct StrictDecoderTests {
    private struct Draft: Codable, Equatable {
        struct Point: Codable, Equatable {
            let value: String
            let count: Int?
        }

        let id: String
        let office: String?
        let replyBy: String?
        let isUrgent: Bool?
        let points: [Point]
    }

    private func fault(_ text: String) -> APIError? {
        self.fault(bytes: Array(text.utf8))
    }

    private func fault(bytes: [UInt8]) -> APIError? {
        do throws(APIError) {
            _ = try StrictDecoder.decode([Draft].self, from: bytes, root: "drafts")
            return nil
        } catch {
            return error
        }
    }

    @Test("What Foundation writes is read back")
    func roundTrip() throws {
        let drafts = [
            Draft(
                id: "a/\"\\\n\u{8}",
                office: "成都 👩\u{200D}🔬",
                replyBy: nil,
                isUrgent: true,
                points: [Draft.Point(value: "1.5", count: -3)]
            )
        ]
        let data = try JSONEncoder().encode(drafts)
        #expect(try StrictDecoder.decode([Draft].self, from: data, root: "drafts") == drafts)
        let escaped = #" [ { "id" : "\ud83d\ude00\u5173" , "points" : [ ] , "office" : null } ] "#
        let read = try StrictDecoder.decode([Draft].self, from: escaped.utf8, root: "drafts")
        #expect(read.first?.id == "😀关")
        #expect(read.first?.office == nil)
    }

    @Test("A byte order mark at the head is no part of the text")
    func byteOrderMark() {
        #expect(self.fault("\u{FEFF}[]") == nil)
    }

    @Test(
        "A name that is not known is refused, with the nearest that is",
        arguments: [
            (#"[{"id":"i","points":[],"reply_by":"2018-01-01"}]"#, "drafts[0].reply_by", "replyBy"),
            (#"[{"id":"i","points":[],"Office":"51"}]"#, "drafts[0].Office", "office"),
            (#"[{"ID":"i","points":[]}]"#, "drafts[0].ID", "id"),
            (#"[{"id":"i","points":[{"valeu":"1"}]}]"#, "drafts[0].points[0].valeu", "value"),
        ]
    )
    func unknownName(text: String, field: String, nearest: String) {
        let error = self.fault(text)
        #expect(error?.rule == "unknown-field")
        #expect(error?.field == field)
        #expect(error?.messageEnglish.contains("is \(nearest) meant?") == true)
        #expect(error?.messageChinese.contains(nearest) == true)
    }

    @Test("A name that is like none is refused without a guess")
    func strangeName() {
        let error = self.fault(#"[{"id":"i","points":[],"colour":1}]"#)
        #expect(error?.field == "drafts[0].colour")
        #expect(error?.messageEnglish == "There is no field drafts[0].colour.")
    }

    @Test(
        "A name that stands twice is refused, however it is written",
        arguments: [
            (#"[{"id":"i","id":"j","points":[]}]"#, "drafts[0].id"),
            (#"[{"id":"i","\u0069d":"j","points":[]}]"#, "drafts[0].id"),
            (
                #"[{"id":"i","points":[{"value":"1"},{"value":"1","value":"1"}]}]"#,
                "drafts[0].points[1].value"
            ),
        ]
    )
    func repeatedName(text: String, field: String) {
        #expect(self.fault(text)?.rule == "repeated-field")
        #expect(self.fault(text)?.field == field)
    }

    @Test("One of many names that stands twice is found")
    func repeatedAmongMany() {
        let names = (0..<40).map { #""n\#($0)":1"# } + [#""n30":1"#]
        #expect(self.fault("[{" + names.joined(separator: ",") + "}]")?.rule == "repeated-field")
    }

    @Test("Text that is not UTF-8 is refused with its place, not repaired")
    func encoding() {
        let gbk: [UInt8] = Array("[\n{\"id\":\"".utf8) + [0xB9, 0xD8] + Array("\"}]".utf8)
        let error = self.fault(bytes: gbk)
        #expect(error?.code == .invalid)
        #expect(error?.rule == "encoding")
        #expect(error?.messageEnglish.contains("line 2, byte 10") == true)
        #expect(self.fault(#"[{"id":"\ud800"}]"#)?.rule == "encoding")
    }

    @Test(
        "Other texts are no JSON",
        arguments: [
            "", "[", "[{", "{]", "[1,]", "[01]", "nul", "\"\u{1}\"", #"["\x"]"#, "[] []", "[+1]",
            "[.5]", "[1.]",
            "\u{0}", #"[{"id" "i"}]"#, "[\"a]",
        ]
    )
    func syntax(text: String) {
        #expect(self.fault(text)?.rule == "json")
    }

    @Test("Nesting is bounded")
    func depth() {
        let text = String(repeating: "[", count: 100_000)
        #expect(self.fault(text)?.rule == "json-depth")
    }

    @Test(
        "A value of another type and one that is missing are named",
        arguments: [
            (#"[{"id":5,"points":[]}]"#, "drafts[0].id", "type"),
            (#"[{"id":null,"points":[]}]"#, "drafts[0].id", "required"),
            (#"[{"points":[]}]"#, "drafts[0].id", "required"),
            (
                #"[{"id":"i","points":[{"value":"1","count":1.5}]}]"#, "drafts[0].points[0].count",
                "type"
            ),
            (#"[{"id":"i","points":{}}]"#, "drafts[0].points", "type"),
        ]
    )
    func wrongValue(text: String, field: String, rule: String) {
        #expect(self.fault(text)?.field == field)
        #expect(self.fault(text)?.rule == rule)
    }
}
