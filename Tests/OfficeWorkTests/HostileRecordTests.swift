import OfficeWork
import SyncProtocol
import Testing

@Suite struct HostileRecordTests {
    @Test("Records of any shape are read without a crash", arguments: 1...60)
    func anyShape(_ seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for _ in 0..<50 {
            let state = Self.randomState(&random)
            let key = Self.randomKey(&random)
            _ = OfficeEntry(key: key, state: state)
            let directive = Directive(key: key, state: state)
            _ = directive?.addressing(Sample.chengdu, issuer: Sample.national, KnownOffices())
            _ = Receipt(key: key, state: state)
            _ = Reply(key: key, state: state)
            _ = Report(key: key, state: state)
            let figures = Figures.values(state)
            #expect(zip(figures, figures.dropFirst()).allSatisfy { $0.indicator < $1.indicator })
            #expect(figures.allSatisfy { $0.conflicts >= 0 })
            _ = Figures(key: key, state: state)
        }
    }

    @Test("A report that claims more figures than one may have shows as many as it may have")
    func claimedCount() throws {
        let content = try Sample.report { _ in }
        let intent = content.intents(by: Sample.chengdu, at: 5_000, user: "王芳", suite: .ed25519)[0]
        let number = ReportField.pointCount.rawValue
        let forged = RecordIntent(
            space: intent.space,
            record: intent.record,
            fields: intent.fields.filter { $0.number != number }
                + [FieldIntent(number, .choose(.integer(1 << 62)))]
        )
        let report = Report(key: forged.record.key, state: state(after: forged))
        #expect(report?.pointCount == ValidationLimits.pointsMax)
    }

    @Test("A record with nothing in it is incomplete, whatever its kind")
    func empty() {
        let state = RecordState()
        let key = DirectiveID(high: 1, low: 1).bytes
        #expect(Directive(key: key, state: state) == nil)
        #expect(Receipt(key: key, state: state) == nil)
        #expect(Reply(key: key, state: state) == nil)
        #expect(Report(key: key, state: state) == nil)
        #expect(OfficeEntry(key: Array("510000".utf8), state: state) == nil)
        #expect(Figures(key: Array("2018".utf8), state: state)?.values.isEmpty == true)
        #expect(Figures(key: [0xFF], state: state) == nil)
        #expect(Directive(key: [], state: state) == nil)
    }

    @Test("A directive with strange optional fields is still shown")
    func tolerant() throws {
        let good = try Sample.directive().intent(issuer: Sample.national)
        let strange = RecordIntent(
            space: good.space,
            record: good.record,
            fields: [
                FieldIntent(DirectiveField.urgency.rawValue, .choose(.text("cosmic"))),
                FieldIntent(DirectiveField.replyBy.rawValue, .choose(.text("soon"))),
                FieldIntent(DirectiveField.carriesOut.rawValue, .choose(.text(""))),
                FieldIntent(
                    DirectiveField.recipients.rawValue,
                    .choose(.list([.integer(1), .text("?"), .text("all")]))
                ),
                FieldIntent(DirectiveField.title.rawValue, .choose(.text("a\u{1B}[2J\u{202E}b"))),
                FieldIntent(99, .choose(.bool(true))),
            ]
        )
        let directive = Directive(key: good.record.key, state: state(after: good, strange))
        #expect(directive?.urgency == .normal)
        #expect(directive?.replyBy == nil)
        #expect(directive?.carriesOut == nil)
        #expect(directive?.recipients == [.all])
        #expect(directive?.title == "a\u{FFFD}[2J\u{FFFD}b")
    }

    @Test("A later version's steps of a receipt count as signed, none as missing")
    func steps() {
        let intent = Receipt.delivered(
            DirectiveID(high: 1, low: 2),
            issuer: Sample.national,
            by: Sample.chengdu,
            at: 1
        )
        for (step, expected) in [
            (UInt32(0), Receipt.Step.delivered), (7, .signed), (.max, .signed),
        ] {
            let later = RecordIntent(
                space: intent.space,
                record: intent.record,
                fields: [FieldIntent(ReceiptField.stage.rawValue, .advance(step))]
            )
            let receipt = Receipt(key: intent.record.key, state: state(after: intent, later))
            #expect(receipt?.step == expected)
        }
    }

    private static func randomKey(_ random: inout SplitMix64) -> [UInt8] {
        let keys: [[UInt8]] = [
            [], [0xFF, 0xFE], Array("2018Q2".utf8), Array("510100".utf8),
            DirectiveID(high: random.next(), low: random.next()).bytes,
            Array(repeating: 0x30, count: 64),
        ]
        return keys[Int.random(in: 0..<keys.count, using: &random)]
    }

    private static func randomState(_ random: inout SplitMix64) -> RecordState {
        var state = RecordState()
        for number in UInt64(0)..<UInt64.random(in: 0..<6, using: &random) {
            let fields = (0..<Int.random(in: 0..<20, using: &random)).map { _ in
                RecordEdit.Field(UInt16.random(in: 0..<18, using: &random), Self.operation(&random))
            }
            let origin = OperationOrigin(
                change: ChangeID(high: random.next(), low: number),
                stamp: Stamp(raw: random.next() >> 1),
                author: AuthorID(high: number, low: 0),
                incarnation: 1
            )
            state.apply(fields, from: origin, firstIndex: 0)
        }
        return state
    }

    private static func operation(_ random: inout SplitMix64) -> FieldOperation {
        switch Int.random(in: 0..<6, using: &random) {
        case 0: .register(Self.value(&random))
        case 1: .counter(total: Int64(bitPattern: random.next()))
        case 2: .stage(reopening: 0, step: UInt32(truncatingIfNeeded: random.next()))
        case 3: .add(Self.value(&random))
        default: .choice(Self.value(&random), superseding: [])
        }
    }

    private static func value(_ random: inout SplitMix64) -> Value {
        let texts = [
            "", "all", "level:x", "2018Q2", "2015-07-17", "9999-99-99", "100000/510000", "//",
            "urgent", "city", "\u{0}\u{1B}", "科协发〔2015〕60号",
        ]
        switch Int.random(in: 0..<8, using: &random) {
        case 0: return .integer(Int64(bitPattern: random.next()))
        case 1: return .integer(Int64.random(in: -5...5, using: &random))
        case 2:
            let exponent = Int.random(in: -9...0, using: &random)
            let significand = Int64(bitPattern: random.next())
            return DecimalValue(significand: significand, exponent: exponent).map(Value.decimal)
                ?? .bool(false)
        case 3: return .bytes([0xFF, 0x00])
        case 4: return .list([.text("all"), .list([]), .integer(1)])
        case 5: return .bool(true)
        default: return .text(texts[Int.random(in: 0..<texts.count, using: &random)])
        }
    }
}
