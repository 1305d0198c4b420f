import Decision
import Store
import SyncProtocol

/// Opens the store of a data folder for an office.
enum NodeStore {
    static func open(
        _ identity: NodeIdentity,
        dataFolder: String,
        creates: Bool,
        adjust: (inout StoreConfiguration) -> Void = { _ in }
    ) throws(StoreError) -> OfficeStore {
        var configuration = StoreConfiguration(location: .folder(dataFolder), creates: creates)
        configuration.earliestMilliseconds = Release.milliseconds
        adjust(&configuration)
        return try OfficeStore.open(
            configuration,
            identity: Self.identity(identity),
            clock: { SystemTime.milliseconds() },
            random: { UInt64.random(in: .min ... .max) }
        )
    }

    static func identity(_ identity: NodeIdentity) -> StoreIdentity {
        StoreIdentity(
            context: identity.context,
            path: identity.path,
            signer: identity.signer,
            chain: identity.chain,
            former: identity.own.former
        )
    }
}
