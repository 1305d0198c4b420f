import OfficeWork
import Testing

@Suite struct SocialCreditCodeTests {
    @Test(
        "Codes with a fitting check character are taken",
        arguments: ["91440300708461136T", "9144030071526726XG", "9144030071526726xg"]
    )
    func accepted(_ text: String) throws {
        let code = try SocialCreditCode(validating: text, field: "code")
        #expect(code.text == text.uppercased())
        #expect(SocialCreditCode(text) == code)
    }

    @Test(
        "Wrong shape and wrong check character are told apart",
        arguments: [
            ("", ValidationRule.creditCode), ("91440300708461136", .creditCode),
            ("91440300708461136TT", .creditCode), ("91440I00708461136T", .creditCode),
            ("9144A300708461136T", .creditCode), ("91440300708461136会", .creditCode),
            ("91440300708461136U", .checkDigit), ("91440300708461163T", .checkDigit),
        ]
    )
    func refused(_ text: String, _ rule: ValidationRule) {
        let error = #expect(throws: ValidationError.self) {
            _ = try SocialCreditCode(validating: text, field: "undertaking.code")
        }
        #expect(error?.rule == rule.rawValue)
        #expect(error?.field == "undertaking.code")
        #expect(SocialCreditCode(text) == nil)
    }

    @Test("Every single wrong digit is noticed")
    func singleErrors() {
        let code = Array("91440300708461136T")
        for place in code.indices {
            for digit in "0123456789" where digit != code[place] {
                var wrong = code
                wrong[place] = digit
                #expect(SocialCreditCode(String(wrong)) == nil)
            }
        }
    }
}
