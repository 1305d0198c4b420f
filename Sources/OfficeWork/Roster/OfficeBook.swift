package import SyncProtocol

/// The offices that are known at one moment, as one office looks them up.
package protocol OfficeBook: OfficeHistory {
    /// The office that looks.
    var own: OfficePath { get }

    /// Whether any office is known at a place, be it by the way to one below it only.
    func isKnown(_ path: OfficePath) -> Bool

    /// Nil until the roster of its parent has told of it.
    func level(_ path: OfficePath) -> Level?

    /// Offices whose code is this one, whatever the case, in tree order.
    func offices(codedLike code: OfficeID) -> [OfficePath]

    /// Offices of which a name, Chinese or English, is one that is meant, in tree order.
    func offices(calledBy isMeant: (String) -> Bool) -> [OfficePath]

    /// Offices that a directive of ours addresses by a recipient, of those that have ever stood in a roster read
    /// here; in tree order.
    func offices(addressedBy recipient: Recipient) -> [OfficePath]
}
