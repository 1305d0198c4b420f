/// What other systems reached on the same class of machine: 2 cores, ext4. None of them used TLS,
/// signatures or scopes for each office.
enum Peers {
    /// Milliseconds over two hops.
    static let latencyMedian = [
        Figure.Peer(name: "couchdb-3.5", value: 183),
        Figure.Peer(name: "couchdb-3.5-tuned", value: 14.9),
        Figure.Peer(name: "postgresql-15", value: 2.0),
    ]

    /// Milliseconds over two hops.
    static let latencyTail = [
        Figure.Peer(name: "couchdb-3.5", value: 273),
        Figure.Peer(name: "couchdb-3.5-tuned", value: 18.8),
        Figure.Peer(name: "postgresql-15", value: 3.0),
    ]

    /// Milliseconds of one durable write.
    static let write = [
        Figure.Peer(name: "couchdb-3.5", value: 2.57),
        Figure.Peer(name: "postgresql-15", value: 0.9),
    ]

    /// Documents or rows a second over two hops.
    static let bulk = [
        Figure.Peer(name: "couchdb-3.5", value: 2_087),
        Figure.Peer(name: "postgresql-15", value: 59_300),
    ]

    /// Bytes for a record of about 130 to 155 bytes, as it lies after loading.
    static let storedBytes = [
        Figure.Peer(name: "couchdb-3.5", value: 491),
        Figure.Peer(name: "postgresql-15", value: 343),
    ]
}
