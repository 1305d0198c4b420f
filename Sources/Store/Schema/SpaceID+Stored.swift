internal import SyncProtocol

extension SpaceID {
    /// Its id among the owner's cases as it lies in a row: nothing for other kinds.
    var localBytes: [UInt8] { self.local?.bytes ?? [] }

    /// Nil unless the columns name a space.
    init?(kind: Int64, of owner: OfficePath?, local: [UInt8]) {
        guard let kind = UInt8(exactly: kind).flatMap(SpaceKind.init(rawValue:)), let owner else {
            return nil
        }
        let id = CaseID(bytes: local)
        guard id != nil || local.isEmpty else { return nil }
        self.init(kind, of: owner, local: id)
    }
}
