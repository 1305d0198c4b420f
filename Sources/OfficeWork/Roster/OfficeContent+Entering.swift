package import SyncProtocol

extension OfficeContent {
    /// Why an office cannot be entered below another one.
    package enum EnteringFault: Error, Hashable, Sendable {
        /// Nobody stands above headquarters.
        case nationalBelow
        /// An office does not stand below itself, nor its own offices above it.
        case aboveItself
        /// The tree would be deeper than ``SyncProtocol/OfficePath/depthMax``.
        case treeTooDeep
    }

    /// Where the office stands once another one enters it.
    package func path(below parent: OfficePath) throws(EnteringFault) -> OfficePath {
        guard self.level != .national else { throw .nationalBelow }
        guard !parent.ids.contains(self.office) else { throw .aboveItself }
        guard let path = parent.child(self.office) else { throw .treeTooDeep }
        return path
    }
}
