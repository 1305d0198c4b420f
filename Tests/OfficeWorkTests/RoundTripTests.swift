import OfficeWork
import SyncProtocol
import Testing

@Suite struct RoundTripTests {
    @Test("A directive comes back out of its record as it was issued")
    func directive() throws {
        let content = try Sample.directive { $0.urgency = "expedited" }
        let intent = content.intent(issuer: Sample.national)
        #expect(intent.space == SpaceID(.directives, of: Sample.national))
        #expect(intent.record.kind == RecordKind.directive.rawValue)
        let directive = try #require(
            Directive(key: intent.record.key, state: state(after: intent))
        )
        #expect(directive.id == content.id)
        #expect(directive.number == "科协发学字〔2015〕60号")
        #expect(directive.title == content.title)
        #expect(directive.body == content.body)
        #expect(directive.urgency == .expedited)
        #expect(directive.issuedOn.description == "2015-07-17")
        #expect(directive.replyBy?.description == "2015-10-31")
        #expect(directive.recipients == [.level(.provincial)])
        #expect(directive.carriesOut == "厅字〔2015〕15号")
        #expect(directive.conflicts == 0)
    }

    @Test("Operations survive their encoding")
    func encoding() throws {
        let intent = try Sample.directive().intent(issuer: Sample.national)
        var desk = Desk(1)
        let change = desk.change(intent, seeing: RecordState(), at: 1)
        let edit = RecordEdit(record: intent.record, fields: change.fields)
        let decoded = try RecordEdit(decoding: edit.encoded())
        #expect(decoded == edit)
        var state = RecordState()
        state.apply(decoded.fields, from: change.origin, firstIndex: 0)
        #expect(Directive(key: decoded.record.key, state: state) != nil)
    }

    @Test("Two who change a title at once: both titles stay, one conflict, whatever the order")
    func concurrentTitles() throws {
        let first = try Sample.directive().intent(issuer: Sample.national)
        let start = state(after: first)
        var left = Desk(2)
        var right = Desk(3)
        let leftIntent = try Sample.directive { $0.title = "左" }.intent(issuer: Sample.national)
        let rightIntent = try Sample.directive { $0.title = "右" }.intent(issuer: Sample.national)
        let title = DirectiveField.title.rawValue
        let one = left.change(Self.only(title, leftIntent), seeing: start, at: 20)
        let other = right.change(Self.only(title, rightIntent), seeing: start, at: 10)
        for order in [[one, other], [other, one]] {
            var merged = start
            for change in order {
                merged.apply(change.fields, from: change.origin, firstIndex: 0)
            }
            let values = merged.choices(title).map(\.value)
            #expect(values == [.text("左"), .text("右")])
            let directive = Directive(key: first.record.key, state: merged)
            #expect(directive?.title == "左")
            #expect(directive?.conflicts == 1)
            left.write(Self.only(title, rightIntent), to: &merged, at: 30)
            let settled = Directive(key: first.record.key, state: merged)
            #expect(settled?.title == "右")
            #expect(settled?.conflicts == 0)
        }
    }

    @Test("A receipt advances from delivered to signed and never back")
    func receipt() throws {
        let id = DirectiveID(high: 1, low: 2)
        let delivered = Receipt.delivered(
            id,
            issuer: Sample.national,
            by: Sample.chengdu,
            at: 1_000
        )
        let signed = Receipt.signed(
            id,
            issuer: Sample.national,
            by: Sample.chengdu,
            at: 2_000,
            user: "王芳"
        )
        #expect(delivered.space == SpaceID(.receipts, of: Sample.chengdu))
        #expect(delivered.record == signed.record)
        let early = Receipt(key: id.bytes, state: state(after: delivered))
        #expect(early?.step == .delivered)
        #expect(early?.deliveredAt == 1_000)
        #expect(early?.signedAt == nil)
        for intents in [[delivered, signed], [signed, delivered]] {
            let late = Receipt(key: id.bytes, state: state(after: intents[0], intents[1]))
            #expect(late?.step == .signed)
            #expect(late?.issuer == Sample.national)
            #expect(late?.deliveredAt == 1_000)
            #expect(late?.signedAt == 2_000)
            #expect(late?.signedBy == "王芳")
        }
        #expect(Receipt(key: id.bytes, state: state(after: signed))?.step == .signed)
    }

    @Test("A later reply replaces the earlier one")
    func reply() throws {
        let id = DirectiveID(high: 1, low: 2)
        let intents = try ["初稿", "定稿"].enumerated().map { index, text in
            try ReplyContent(validating: text, directive: id, issuer: Sample.national)
                .intent(by: Sample.chengdu, at: Int64(index), user: "李明")
        }
        let reply = Reply(key: id.bytes, state: state(after: intents[0], intents[1]))
        #expect(reply?.directive == id)
        #expect(reply?.issuer == Sample.national)
        #expect(reply?.text == "定稿")
        #expect(reply?.at == 1)
        #expect(reply?.user == "李明")
    }

    @Test("Two nodes of one office that reply with the same words leave nothing to be settled")
    func sameReply() throws {
        let id = DirectiveID(high: 1, low: 2)
        func replies(_ texts: [String]) throws -> [String] {
            var state = RecordState()
            for (index, text) in texts.enumerated() {
                var desk = Desk(UInt64(index + 1))
                let intent = try ReplyContent(
                    validating: text,
                    directive: id,
                    issuer: Sample.national
                ).intent(by: Sample.chengdu, at: Int64(index), user: "用户 \(index)")
                let change = desk.change(intent, seeing: RecordState(), at: Int64(index + 1))
                state.apply(change.fields, from: change.origin, firstIndex: 0)
            }
            return Reply.all(key: id.bytes, state: state).map(\.text)
        }
        #expect(try replies(["已办", "已办"]) == ["已办"])
        #expect(try replies(["已办", "未办"]) == ["未办", "已办"])
    }

    @Test("A report gives its record and one record of figures for each period")
    func report() throws {
        let content = try Sample.report {
            $0.points = [
                PointDraft(indicator: "funding.fiscal", value: "3.50"),
                PointDraft(indicator: "societies.participating", period: "2018-06", value: "4"),
                PointDraft(indicator: "societies.participating", value: "12"),
            ]
        }
        let intents = content.intents(by: Sample.chengdu, at: 5_000, user: "王芳", suite: .ed25519)
        #expect(intents.map(\.record.kind) == [22, 23, 23])
        #expect(intents.allSatisfy { $0.space == SpaceID(.reports, of: Sample.chengdu) })
        let report = Report(key: intents[0].record.key, state: state(after: intents[0]))
        #expect(report?.id == content.id)
        #expect(report?.title == "二季度进展")
        #expect(report?.period.text == "2018Q2")
        #expect(report?.text == "已签订任务书。")
        #expect(report?.directive == "成科协发〔2018〕13号")
        #expect(report?.submittedAt == 5_000)
        #expect(report?.user == "王芳")
        #expect(report?.pointCount == 3)
        let figures = intents.dropFirst().map {
            Figures(key: $0.record.key, state: state(after: $0))
        }
        #expect(figures.map { $0?.period.text } == ["2018Q2", "2018-06"])
        #expect(
            figures.first??.values == [
                Figure(indicator: 1, value: 12), Figure(indicator: 8, value: 350),
            ]
        )
        #expect(figures.last??.values == [Figure(indicator: 1, value: 4)])
    }

    private static func only(_ number: UInt16, _ intent: RecordIntent) -> RecordIntent {
        RecordIntent(
            space: intent.space,
            record: intent.record,
            fields: intent.fields.filter { $0.number == number }
        )
    }
}
