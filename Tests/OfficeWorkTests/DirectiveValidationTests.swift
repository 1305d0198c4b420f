import OfficeWork
import Testing

@Suite struct DirectiveValidationTests {
    typealias Case = Refusal<Sample.DirectiveParts>

    static let refusals: [Case] = [
        Case("id is short", "id", .identifierFormat) { $0.id = "00" },
        Case("id is no hexadecimal", "id", .identifierFormat) {
            $0.id = String(repeating: "g", count: 32)
        },
        Case("number is empty", "number", .required) { $0.number = "  " },
        Case("number without 号", "number", .documentNumberFormat) { $0.number = "科协发〔2015〕60" },
        Case("number later than the issue", "number", .year) { $0.number = "科协发〔2016〕60号" },
        Case("title is empty", "title", .required) { $0.title = "" },
        Case("title is white space", "title", .required) { $0.title = " \u{3000} " },
        Case("title has 201 characters", "title", .length) {
            $0.title = String(repeating: "会", count: 201)
        },
        Case("title has a line feed", "title", .controlCharacter) { $0.title = "上\n下" },
        Case("title turns its direction", "title", .controlCharacter) { $0.title = "上\u{202E}下" },
        Case("title begins with a mark", "title", .classificationMark) { $0.title = "机密 关于会议" },
        Case("title begins with a bracketed mark", "title", .classificationMark) {
            $0.title = "【绝 密】关于会议"
        },
        Case("title bears a starred mark", "title", .classificationMark) {
            $0.title = "关于会议 秘密★1年"
        },
        Case("body is empty and nothing is attached", "body", .required) { $0.body = "" },
        Case("body is white space", "body", .required) { $0.body = " \n\u{3000}\r\n" },
        Case("body is over 64 KiB", "body", .length) {
            $0.body = String(repeating: "a", count: 64 * 1024 + 1)
        },
        Case("body has an escape character", "body", .controlCharacter) { $0.body = "a\u{1B}[2J" },
        Case("body has a C1 control character", "body", .controlCharacter) {
            $0.body = "a\u{9B}2J"
        },
        Case("body bears a spaced mark", "body", .classificationMark) { $0.body = "附件\n机　密 ★ 长期" },
        Case("urgency is unknown", "urgency", .urgency) { $0.urgency = "flash" },
        Case("date does not exist", "issuedOn", .dateFormat) { $0.issuedOn = "2015-02-29" },
        Case("date is empty", "issuedOn", .dateFormat) { $0.issuedOn = "" },
        Case("reply date has another shape", "replyBy", .dateFormat) { $0.replyBy = "2015/10-31" },
        Case("reply is due before the issue", "replyBy", .dateOrder) { $0.replyBy = "2015-07-16" },
        Case("nobody is addressed", "recipients", .count) { $0.recipients = [] },
        Case("513 are addressed", "recipients", .count) {
            $0.recipients = (0..<513).map { "\($0)" }
        },
        Case("recipient cannot be read", "recipients[1]", .recipientFormat) {
            $0.recipients = ["510000", "四川"]
        },
        Case("recipient's level is unknown", "recipients[0]", .recipientFormat) {
            $0.recipients = ["level:village"]
        },
        Case("recipient is there twice", "recipients[2]", .duplicate) {
            $0.recipients = ["510000", "all", "office:510000"]
        },
        Case("what is carried out is no number", "carriesOut", .documentNumberFormat) {
            $0.carriesOut = "改革方案"
        },
    ]

    @Test("A directive that breaks a rule is refused by field and rule", arguments: Self.refusals)
    func refused(_ refusal: Case) {
        refusal.check { _ = try Sample.directive(refusal.change) }
    }

    @Test("A directive at the limits is taken")
    func limits() throws {
        let content = try Sample.directive {
            $0.title = String(repeating: "会", count: 200)
            $0.body = String(repeating: "a", count: 64 * 1024)
            $0.recipients = (0..<512).map { "\($0)" }
            $0.replyBy = $0.issuedOn
        }
        #expect(content.recipients.count == 512)
        #expect(content.replyBy == content.issuedOn)
    }

    @Test("Optional entries may be left out or be empty")
    func optional() throws {
        for empty in [nil, ""] {
            let content = try Sample.directive {
                $0.replyBy = empty
                $0.carriesOut = empty
            }
            #expect(content.replyBy == nil)
            #expect(content.carriesOut == nil)
        }
    }

    @Test("A notice may consist of the files that are attached to it")
    func attachmentsOnly() throws {
        let file = AttachmentDraft(content: Sample.content, name: "通知.pdf", byteCount: 1)
        let content = try Sample.directive {
            $0.body = ""
            $0.attachments = [file]
        }
        #expect(content.body.isEmpty)
        #expect(content.attachments.count == 1)
    }

    @Test("Text is put into NFC, trimmed, and its lines end with a line feed")
    func normalised() throws {
        let content = try Sample.directive {
            $0.title = "\u{3000}Cafe\u{301} 会议 "
            $0.body = "一\r\n二\r三\n\t四"
        }
        #expect(content.title.unicodeScalars.elementsEqual("Caf\u{E9} 会议".unicodeScalars))
        #expect(content.body.unicodeScalars.elementsEqual("一\n二\n三\n\t四".unicodeScalars))
    }

    @Test("Words that only sound like a mark are taken")
    func harmless() throws {
        let content = try Sample.directive {
            $0.title = "关于机密仪器学会的通知"
            $0.body = "严守秘密。★为重点单位。精密★仪器"
        }
        #expect(content.title == "关于机密仪器学会的通知")
    }

    @Test("An error inside of a list names its place in the whole")
    func within() {
        let error = #expect(throws: ValidationError.self) {
            _ = try Sample.directive { $0.recipients = ["?"] }
        }
        #expect(error?.within("directives[2]").field == "directives[2].recipients[0]")
    }
}
