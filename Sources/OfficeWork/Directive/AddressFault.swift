package import SyncProtocol

/// Why a recipient of a directive means nobody, or not one office.
package struct AddressFault: Error, Hashable, Sendable {
    package enum Reason: Hashable, Sendable {
        /// No office below has it as its code, path or name.
        case nobodyBelow(String)
        /// A class of offices without any at present.
        case emptyClass(String)
        /// The code or the path of each of these.
        case several(String, [OfficePath])
        /// The name of each of these.
        case severalNamed(String, [OfficePath])
    }

    /// Which of the recipients, from 0.
    package let place: Int
    package let reason: Reason

    package init(place: Int, reason: Reason) {
        self.place = place
        self.reason = reason
    }
}
