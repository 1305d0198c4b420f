/// The numbers that rows get which nothing else names. They are given out here and not by an engine, so that every
/// engine gives the same.
package struct RowNumbers: Sendable {
    private(set) var event: Int64
    private(set) var quarantine: Int64
    private(set) var attachment: Int64
    private(set) var certificate: Int64

    /// The last numbers given out; 0 for none.
    package init(
        event: Int64 = 0,
        quarantine: Int64 = 0,
        attachment: Int64 = 0,
        certificate: Int64 = 0
    ) {
        self.event = event
        self.quarantine = quarantine
        self.attachment = attachment
        self.certificate = certificate
    }

    mutating func nextEvent() -> Int64 { Self.next(&self.event) }

    mutating func nextQuarantine() -> Int64 { Self.next(&self.quarantine) }

    mutating func nextAttachment() -> Int64 { Self.next(&self.attachment) }

    mutating func nextCertificate() -> Int64 { Self.next(&self.certificate) }

    private static func next(_ number: inout Int64) -> Int64 {
        number += 1
        return number
    }
}
