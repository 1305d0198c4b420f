package import SyncProtocol

extension RecordKind {
    /// The version in which this program writes records of the kind. It rises when a field is added
    /// that older programs would leave out of what they write.
    package var version: UInt32 { 1 }

    /// The numbers of the fields that this program knows; nil when it takes every number, as figures
    /// of any indicator.
    private var knownFields: [UInt16]? {
        switch self {
        case .office: OfficeField.allCases.map(\.rawValue)
        case .succession: SuccessionField.allCases.map(\.rawValue)
        case .versionFloor: VersionFloorField.allCases.map(\.rawValue)
        case .directive: DirectiveField.allCases.map(\.rawValue)
        case .receipt: ReceiptField.allCases.map(\.rawValue)
        case .reply: ReplyField.allCases.map(\.rawValue)
        case .report: ReportField.allCases.map(\.rawValue)
        case .figures: nil
        }
    }

    /// Whether a record has anything that this version does not know.
    package static func hasUnknown(_ kind: UInt16, _ state: RecordState) -> Bool {
        guard let known = Self(rawValue: kind) else { return true }
        let fields = known.knownFields
        return state.slots.contains { slot in
            if case .unknown = slot.state { return true }
            return fields.map { !$0.contains(slot.number) } ?? false
        }
    }

    /// The fields of a record that a later version wrote and this one does not know: kept, forwarded
    /// byte for byte, and shown as unknown.
    ///
    /// - Returns: their numbers, ascending, each once. All of them when the kind itself is unknown.
    package static func unknownFields(of kind: UInt16, _ state: RecordState) -> [UInt16] {
        var unknown: [UInt16] = []
        let known = Self(rawValue: kind)
        for slot in state.slots {
            let isKnown: Bool
            if case .unknown = slot.state {
                isKnown = false
            } else {
                isKnown = known.map { $0.knownFields?.contains(slot.number) ?? true } ?? false
            }
            if !isKnown, unknown.last != slot.number { unknown.append(slot.number) }
        }
        return unknown
    }
}
