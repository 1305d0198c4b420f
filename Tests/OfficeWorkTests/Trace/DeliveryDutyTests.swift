import OfficeWork
import SyncProtocol
import Testing

@Suite("Which receipts a node owes")
struct DeliveryDutyTests {
    private static let hosted = Sample.society

    private func duty(former: [OfficePath] = []) -> DeliveryDuty {
        DeliveryDuty(
            own: Sample.chengdu,
            offices: [Sample.chengdu, Self.hosted],
            former: former
        )
    }

    @Test("One for each of its offices that is addressed, until that has one")
    func missing() throws {
        let intent = try Sample.directive { $0.recipients = ["level:city"] }
            .intent(issuer: Sample.national)
        let directive = try #require(
            Directive(key: intent.record.key, state: state(after: intent))
        )
        let issued = IssuedDirective(issuer: Sample.national, directive: directive)
        func listing(_ level: Level) -> OfficeListing {
            OfficeListing([OfficeListing.Entry(since: .zero, level: level)])
        }
        let known = KnownOffices(
            listings: [Sample.chengdu: listing(.city), Self.hosted: listing(.society)]
        )
        let addressed = self.duty().addressed(by: issued, known)
        #expect(addressed == [Sample.chengdu])
        #expect(self.duty().missing(addressed, having: [Sample.sichuan]) == [Sample.chengdu])
        #expect(self.duty().missing(addressed, having: [Sample.chengdu]) == [])
    }

    @Test("A receipt from before the office moved counts, for those that it hosts as well")
    func moved() throws {
        let before = Sample.path("100000/500000/510100")
        let hostedBefore = Sample.path("100000/500000/510100/510100-S001")
        let duty = self.duty(former: [before])
        let offices = [Sample.chengdu, Self.hosted]
        #expect(duty.missing(offices, having: [before, hostedBefore]) == [])
        #expect(duty.missing(offices, having: [before]) == [Self.hosted])
        #expect(self.duty().missing(offices, having: [before, hostedBefore]) == offices)
    }
}
