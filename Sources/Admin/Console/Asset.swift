/// A file that a browser fetches, with a name that changes with its content.
package struct Asset: Sendable {
    package let name: String
    package let contentType: String
    package let bytes: [UInt8]
    /// Differs whenever the content differs; 16 hexadecimal digits. Not a cryptographic digest.
    package let version: String

    init(name: String, contentType: String, bytes: [UInt8]) {
        self.name = name
        self.contentType = contentType
        self.bytes = bytes
        // FNV-1a, 64 bits: enough to tell one release's file from another's.
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes {
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
        }
        let digits = String(hash, radix: 16)
        self.version = String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// The address at which it may be cached for ever.
    package var path: String { "/assets/\(self.name)?v=\(self.version)" }
}
