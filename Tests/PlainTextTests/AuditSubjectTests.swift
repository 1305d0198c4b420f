import PlainText
import Testing

@Suite("What a row of the audit log is about")
struct AuditSubjectTests {
    @Test("The text gives back what it was made of", arguments: [0, 1, 2, 3, 4, 5_000])
    func roundTrip(count: Int) {
        let subject = AuditSubject((0..<count).map { "第\($0)号" })
        #expect(subject.count == count)
        #expect(subject.names.count == min(count, AuditSubject.namesMax))
        #expect(AuditSubject(text: subject.text) == subject)
    }

    @Test("A name is one line of bounded length")
    func names() {
        let subject = AuditSubject(["a\nb\u{1B}c", String(repeating: "长", count: 999)])
        #expect(subject.names[0] == "a b c")
        #expect(subject.names[1].unicodeScalars.count == AuditSubject.nameCharactersMax)
        #expect(subject.names[1].hasSuffix("…"))
    }

    @Test("No name is taken for the count, and none vanishes")
    func anyNames() {
        let names = ["", "+5", "+", "a", "\n", "\r\n", "+5\u{301}", "\u{301}", "a+0", " "]
        var (seed, drawn) = (UInt64(1), 0)
        for _ in 0..<2_000 {
            let all = (0..<drawn % 6).map { _ in
                seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return names[Int(seed >> 33) % names.count]
            }
            drawn += 1
            let subject = AuditSubject(all)
            let read = AuditSubject(text: subject.text)
            #expect(read == subject && read.count == all.count, "\(all)")
        }
    }

    @Test("What is no text of a subject is shown as it stands")
    func foreign() {
        #expect(AuditSubject(text: "a\nb").names == ["a", "b"])
        #expect(AuditSubject(text: "").count == 0)
    }

    @Test("The spelling of an action does not change")
    func spelling() {
        #expect(
            AuditAction.allCases.map(\.rawValue) == [
                "directive-issued", "delivery-receipted", "directive-opened", "receipt-signed",
                "reply-written", "conflict-settled", "record-made", "record-amended",
                "record-advanced", "report-submitted", "office-entered",
                "invitation-issued",
                "office-joined", "office-hosted", "hosting-ended", "office-renamed",
                "places-granted", "places-by-level", "offices-reorganised", "version-floor-set",
                "backup-started",
                "node-set-up", "node-moved", "call-refused", "broken-rows",
            ]
        )
    }
}
