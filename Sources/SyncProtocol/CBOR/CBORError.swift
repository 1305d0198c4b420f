/// Why bytes are not acceptable CBOR of our profile, and where.
package struct CBORError: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Reason: String, Sendable, Equatable {
        case truncated = "the bytes end inside an item"
        case trailingBytes = "bytes follow the last item"
        case notShortestForm = "a length or number is not in its shortest form"
        case indefiniteLength = "an indefinite length is used"
        case floatingPoint = "a floating-point number is used"
        case unsupportedItem = "an item of this kind is not in the profile"
        case invalidUTF8 = "a text is not UTF-8"
        case notNormalized = "a text is not in Unicode form NFC"
        case keysNotAscending = "map keys are not strictly ascending unsigned integers"
        case setNotAscending = "a set's elements are not strictly ascending"
        case tooDeep = "items are nested too deeply"
        case tooLong = "an item is longer than its limit"
        case unexpectedType = "an item is of another type than expected"
        case missingKey = "a required map key is missing"
        case valueOutOfRange = "a value is outside its range"
    }

    package let reason: Reason
    /// Byte offset of the item, from the start of the decoded bytes.
    package let offset: Int

    package init(_ reason: Reason, at offset: Int) {
        self.reason = reason
        self.offset = offset
    }

    package var description: String { "\(self.reason.rawValue) (at byte \(self.offset))" }
}
