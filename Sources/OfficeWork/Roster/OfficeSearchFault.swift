package import SyncProtocol

/// Why what people wrote means no single office.
package enum OfficeSearchFault: Error, Hashable, Sendable {
    /// No office has it as its code, path or name.
    case unknown(String)
    /// It may be the code or the path of each of these.
    case several(String, [OfficePath])
    /// Each of these is called so.
    case severalNamed(String, [OfficePath])
}
