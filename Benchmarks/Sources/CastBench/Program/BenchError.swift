/// Why the benchmarks cannot go on, in one sentence that says what to do.
struct BenchError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
