/// Tells one file of a machine from every other, whatever its name.
struct FileMark: Sendable, Hashable {
    let device: UInt64
    let number: UInt64
}
