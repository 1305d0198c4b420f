import Admin
import SyncProtocol

/// What the words of ``RefusalReason`` mean for people.
enum RefusalText {
    static func text(_ reason: RefusalReason) -> Phrase {
        switch reason {
        case .malformedFrame: Phrase("收到无法识别的数据帧", "a frame could not be read")
        case .malformedChange:
            Phrase("变更的编码不规范或已损坏", "a change is not canonically encoded or damaged")
        case .tooLarge: Phrase("变更超过长度限制", "a change is longer than allowed")
        case .wrongTree: Phrase("属于另一棵单位树", "it belongs to another tree of offices")
        case .wrongSuite:
            Phrase(
                "签名所用密码套件不是本单位树的",
                "it is signed by a cipher suite that is not this tree's"
            )
        case .stampNotRising: Phrase("变更的时间戳没有递增", "a change's stamp does not rise")
        case .badSignature:
            Phrase(
                "签名无效，内容可能被篡改",
                "the signature is not valid; the content may have been altered"
            )
        case .badCredential: Phrase("作者的凭证无效", "the author's credentials are not valid")
        case .notAuthorised: Phrase("作者无权在此写入", "the author has no right to write here")
        case .outOfScope: Phrase("该内容不应经此连接传送", "the content does not belong on this link")
        case .malformedOperations:
            Phrase("变更的内容无法识别", "a change's content could not be read")
        case .forked: Phrase("同一编号出现两个分支", "there are two branches under one number")
        case .unknownPeer:
            Phrase("连接方不是本单位的上级或下级", "the peer stands neither above nor below this office")
        case .wrongContent:
            Phrase(
                "附件内容与其标识不符，已丢弃",
                "a part of a file is not what its name says; it was dropped"
            )
        case .badCertificate: Phrase("连接方的证书无效", "the peer's certificate is not valid")
        }
    }
}
