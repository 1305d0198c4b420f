/// An engine that keeps one store (design, D10). The writer is one connection; readers see the last
/// commit and never wait for the writer where the engine can do that.
package protocol SQLDriver: Sendable {
    /// Lends the writing connection, outside any transaction. One caller at a time.
    func write<Value>(
        _ body: (any SQLConnection) throws(StoreError) -> Value
    ) throws(StoreError) -> Value

    /// Lends a connection that sees one moment of the store and cannot write.
    func read<Value>(
        _ body: (any SQLConnection) throws(StoreError) -> Value
    ) throws(StoreError) -> Value

    /// Copies the store as it is at one moment into a new file, while readers and the writer go on.
    ///
    /// - Parameter progress: told how many bytes are copied, and of how many. False gives up.
    /// - Throws: ``StoreError/closed`` when `progress` gave up.
    func copy(
        to path: String,
        progress: @escaping (_ done: Int64, _ total: Int64) -> Bool
    ) throws(StoreError)

    /// What the engine itself finds wrong with the structure of its file, in its own words; at most a
    /// hundred lines.
    func structuralFaults() throws(StoreError) -> [String]

    /// The same of one table and its indexes.
    ///
    /// - Parameter goesOn: asked now and then; false breaks it off.
    /// - Throws: ``StoreError/closed`` when it was broken off.
    func structuralFaults(
        of table: String,
        while goesOn: @escaping @Sendable () -> Bool
    ) throws(StoreError) -> [String]

    /// Whether what lies on the disk has shown itself damaged since the opening.
    var watch: FaultWatch { get }

    /// Does the housekeeping that an idle moment allows.
    func tidy() throws(StoreError)

    /// The bytes that the store takes on its disk.
    var byteCount: Int64 { get }

    func close() throws(StoreError)
}
