/// What one change does to one record.
package struct RecordEdit: Hashable, Sendable {
    /// The greatest number of operations on one record in one change.
    package static let operationsMax = 8192

    package struct Field: Hashable, Sendable {
        package let number: UInt16
        package let operation: FieldOperation

        package init(_ number: UInt16, _ operation: FieldOperation) {
            self.number = number
            self.operation = operation
        }
    }

    package let record: RecordID
    /// In the order in which they are applied and counted.
    package let fields: [Field]

    package init(record: RecordID, fields: [Field]) {
        self.record = record
        self.fields = fields
    }
}

extension RecordEdit: CBORCodable {
    package func encode(to encoder: inout CBOREncoder) {
        encoder.array(count: 3)
        encoder.unsigned(UInt64(self.record.kind))
        encoder.byteString(self.record.key)
        encoder.array(count: self.fields.count)
        for field in self.fields {
            encoder.array(count: 1 + field.operation.elementCount)
            encoder.unsigned(UInt64(field.number))
            field.operation.encodeElements(to: &encoder)
        }
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        guard try decoder.array() == 3 else { throw CBORError(.unexpectedType, at: start) }
        let kind = UInt16(try decoder.unsigned(max: UInt64(UInt16.max)))
        let key = try decoder.byteString(max: RecordID.keyByteCountMax)
        guard let record = RecordID(kind: kind, key: key) else {
            throw CBORError(.valueOutOfRange, at: start)
        }
        var fields: [Field] = []
        try decoder.elements(max: Self.operationsMax) { element throws(CBORError) in
            let start = element.offset
            let count = try element.array(max: 4)
            guard count >= 3 else { throw CBORError(.unexpectedType, at: start) }
            let number = UInt16(try element.unsigned(max: UInt64(UInt16.max)))
            fields.append(Field(number, try FieldOperation(elements: count - 1, from: &element)))
        }
        self.record = record
        self.fields = fields
    }
}

extension RecordEdit {
    /// The length of the encoded edit, in bytes.
    package var encodedByteCount: Int { self.encoded().count }
}
