import Decision
import OfficeWork
import Store
import SyncProtocol

/// Opens the store of a data folder for an office.
enum NodeStore {
    static func open(
        _ identity: NodeIdentity,
        dataFolder: String,
        creates: Bool,
        catalogue: RecordCatalogue = .standard,
        adjust: (inout StoreConfiguration) -> Void = { _ in }
    ) throws(StoreError) -> OfficeStore {
        var configuration = StoreConfiguration(location: .folder(dataFolder), creates: creates)
        configuration.earliestMilliseconds = Release.milliseconds
        adjust(&configuration)
        return try OfficeStore.open(
            configuration,
            identity: Self.identity(identity, catalogue),
            clock: { SystemTime.milliseconds() },
            random: { UInt64.random(in: .min ... .max) }
        )
    }

    /// - Parameter catalogue: the kinds of records that the program knows.
    static func identity(
        _ identity: NodeIdentity,
        _ catalogue: RecordCatalogue = .standard
    ) -> StoreIdentity {
        StoreIdentity(
            context: identity.context,
            path: identity.path,
            signer: identity.signer,
            chain: identity.chain,
            former: identity.own.former,
            catalogue: catalogue
        )
    }
}
