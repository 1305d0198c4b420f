import Testing

/// Real programs, real files, real sockets. One after the other: each test measures time or kills.
@Suite("Three nodes that are real processes", .serialized)
struct EndToEndTests {}
