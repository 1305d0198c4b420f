import SyncProtocol
import X509

/// What a new office gets: the proofs that it belongs to the tree.
struct EnrolmentResponse: Sendable, Equatable {
    private static let certificateBytesMax = 4_096
    private static let credentialsBytesMax = 48 * 1_024
    private static let textLengthMax = 256

    /// DER: the new office's authority first, the root last.
    let certificateChain: [[UInt8]]
    /// The chain of credentials for the signing key, opaque here.
    let credentials: [UInt8]
    /// The office's level, for example `city`.
    let level: String
    let nameChinese: String
    let nameEnglish: String?

    init(
        certificateChain: [[UInt8]],
        credentials: [UInt8],
        level: String,
        nameChinese: String,
        nameEnglish: String?
    ) {
        self.certificateChain = certificateChain
        self.credentials = credentials
        self.level = NormalizedText.normalize(level)
        self.nameChinese = NormalizedText.normalize(nameChinese)
        self.nameEnglish = nameEnglish.map(NormalizedText.normalize)
    }
}

extension EnrolmentResponse: CBORCodable {
    func encode(to encoder: inout CBOREncoder) {
        encoder.map(count: self.nameEnglish == nil ? 4 : 5)
        encoder.unsigned(1)
        encoder.array(count: self.certificateChain.count)
        for certificate in self.certificateChain { encoder.byteString(certificate) }
        encoder.unsigned(2)
        encoder.byteString(self.credentials)
        encoder.unsigned(3)
        encoder.text(self.level)
        encoder.unsigned(4)
        encoder.text(self.nameChinese)
        if let nameEnglish = self.nameEnglish {
            encoder.unsigned(5)
            encoder.text(nameEnglish)
        }
    }

    init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        var chain: [[UInt8]] = []
        var credentials: [UInt8]?
        var level: String?
        var chinese: String?
        var english: String?
        try decoder.fields { key, value throws(CBORError) in
            switch key {
            case 1:
                try value.elements(max: OfficePath.depthMax) { element throws(CBORError) in
                    chain.append(try element.byteString(max: Self.certificateBytesMax))
                }
            case 2: credentials = try value.byteString(max: Self.credentialsBytesMax)
            case 3: level = try value.text(max: Self.textLengthMax)
            case 4: chinese = try value.text(max: Self.textLengthMax)
            case 5: english = try value.text(max: Self.textLengthMax)
            default: return false
            }
            return true
        }
        self.certificateChain = chain
        self.credentials = try credentials.required(at: start)
        self.level = try level.required(at: start)
        self.nameChinese = try chinese.required(at: start)
        self.nameEnglish = english
    }
}
