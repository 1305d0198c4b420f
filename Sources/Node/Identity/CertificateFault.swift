import Admin

/// Why certificates are not accepted.
struct CertificateFault: Error, Sendable, Equatable, CustomStringConvertible {
    enum Reason: String, Sendable, Equatable {
        /// The bytes are not a certificate or request.
        case unreadable
        /// The chain has no certificate, too many, or not one for every level of the tree.
        case wrongLength
        /// The chain does not end in the pinned root.
        case wrongRoot
        /// A certificate names another tree.
        case wrongTree
        /// A certificate does not name exactly one office.
        case noOfficeName
        /// A certificate names an office that its place in the chain does not allow.
        case wrongOffice
        /// A key or signature is of another algorithm than ECDSA P-256 with SHA-256.
        case wrongAlgorithm
        /// A certificate is used for something that it was not issued for.
        case wrongUse
        /// A certificate has a critical extension that this program does not know.
        case unknownCriticalExtension
        /// A signature does not fit.
        case badSignature
        /// A certificate is no longer valid.
        case expired
        /// A certificate is not valid yet.
        case notYetValid
    }

    let reason: Reason
    /// What the error is about, for example an office's name.
    let subject: String

    init(_ reason: Reason, _ subject: String) {
        self.reason = reason
        self.subject = subject
    }

    var text: Phrase {
        switch self.reason {
        case .unreadable:
            Phrase(
                "无法读取证书：\(self.subject)",
                "the certificate cannot be read: \(self.subject)"
            )
        case .wrongLength:
            Phrase(
                "证书链不完整或过长：\(self.subject)",
                "the chain is incomplete or too long: \(self.subject)"
            )
        case .wrongRoot:
            Phrase("证书链的根不是本系统的根", "the chain does not end in this tree's root")
        case .wrongTree:
            Phrase(
                "证书属于另一个系统：\(self.subject)",
                "the certificate is of another tree: \(self.subject)"
            )
        case .noOfficeName:
            Phrase("证书没有唯一的单位名称", "the certificate does not name exactly one office")
        case .wrongOffice:
            Phrase(
                "证书的签发单位无权签发：\(self.subject)",
                "the issuer may not issue a certificate for \(self.subject)"
            )
        case .wrongAlgorithm:
            Phrase(
                "证书算法不符合要求（须为 P-256）：\(self.subject)",
                "the certificate is not of suite P-256: \(self.subject)"
            )
        case .wrongUse:
            Phrase(
                "证书用途不符：\(self.subject)",
                "the certificate is not for this use: \(self.subject)"
            )
        case .unknownCriticalExtension:
            Phrase(
                "证书含有无法识别的关键扩展：\(self.subject)",
                "the certificate has an unknown critical extension: \(self.subject)"
            )
        case .badSignature:
            Phrase(
                "证书签名无效：\(self.subject)",
                "the certificate's signature is bad: \(self.subject)"
            )
        case .expired:
            Phrase(
                "证书已过期：\(self.subject)；请检查时钟或更新证书",
                "the certificate has expired: \(self.subject); check the clocks or renew it"
            )
        case .notYetValid:
            Phrase(
                "证书尚未生效：\(self.subject)；请检查双方时钟",
                "the certificate is not valid yet: \(self.subject); check both clocks"
            )
        }
    }

    var description: String { self.text.english }
}
