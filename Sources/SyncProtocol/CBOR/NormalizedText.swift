@_spi(_Unicode) import Swift

/// Unicode normalisation form NFC (UAX #15), in which all text is signed and compared.
package enum NormalizedText {
    package static func isNormalized(_ text: String) -> Bool {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return true }
        if text.unicodeScalars.allSatisfy(Self.isInertScalar) { return true }
        return text.unicodeScalars.elementsEqual(text._nfc)
    }

    package static func normalize(_ text: String) -> String {
        if Self.isNormalized(text) { return text }
        var scalars = String.UnicodeScalarView()
        scalars.append(contentsOf: text._nfc)
        return String(scalars)
    }

    /// Scalars that NFC never changes, whatever stands beside them: the common case for Chinese text.
    private static func isInertScalar(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x300, 0x2010...0x2027, 0x2030...0x205E: true
        case 0x3000...0x3029, 0x3105...0x312F, 0x4E00...0x9FFF, 0xFF01...0xFF65: true
        default: false
        }
    }
}
