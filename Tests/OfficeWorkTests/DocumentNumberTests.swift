import OfficeWork
import Testing

@Suite struct DocumentNumberTests {
    @Test(
        "Every accepted spelling gives the standard form",
        arguments: [
            ("科协发学字〔2015〕60号", "科协发学字〔2015〕60号"),
            ("成科协发〔2018〕13号", "成科协发〔2018〕13号"),
            ("厅字〔2015〕15号", "厅字〔2015〕15号"),
            ("成科协发[2018]13号", "成科协发〔2018〕13号"),
            ("成科协发［２０１８］１３号", "成科协发〔2018〕13号"),
            ("成科协发（2018）13号", "成科协发〔2018〕13号"),
            (" 成科协发(2018)13号\u{3000}", "成科协发〔2018〕13号"),
            ("某〔2020〕99999号", "某〔2020〕99999号"),
            ("成科协发【2018】13号", "成科协发〔2018〕13号"),
            ("成科协发﹝2018﹞13号", "成科协发〔2018〕13号"),
            ("川⼯发〔2018〕13号", "川工发〔2018〕13号"),
            ("科协 发〔2015〕 60 号", "科协发〔2015〕60号"),
            ("\u{FEFF}科协发〔2015〕\u{200B}60号", "科协发〔2015〕60号"),
        ]
    )
    func accepted(_ text: String, _ standard: String) {
        #expect(DocumentNumber(text)?.text == standard)
    }

    @Test(
        "Everything else is refused",
        arguments: [
            "", "号", "〔2015〕60号", "科协发〔15〕60号", "科协发〔2015〕号", "科协发〔2015〕60",
            "科协发〔2015〕第60号", "科协发〔2015〕060号", "科协发〔2015〕0号", "科协发〔2015〕100000号",
            "科协发2015〕60号", "科协发〕2015〔60号", "科协发〔2015〕〔2016〕60号",
            "科协发〔1948〕60号", "科协发〔2200〕60号", "kx〔2015〕60号", "科协发〔2015〕60号号",
            "科协发〔2015〕六十号",
            String(repeating: "科", count: 21) + "〔2015〕60号",
        ]
    )
    func refused(_ text: String) {
        #expect(DocumentNumber(text) == nil)
    }

    @Test("A character that no document number has is named")
    func stranger() {
        let error = #expect(throws: ValidationError.self) {
            _ = try Sample.directive { $0.number = "科协发〔2015〕?60号" }
        }
        #expect(error?.english.contains("“?”") == true)
        #expect(error?.chinese.contains("“?”") == true)
    }

    @Test("Its parts can be asked for")
    func parts() {
        let number = DocumentNumber("科协发学字〔2015〕60号")
        #expect(number?.agencyWord == "科协发学字")
        #expect(number?.year == 2015)
        #expect(number?.number == 60)
    }
}
