import SyncProtocol

/// What the words of ``RefusalReason`` mean for people.
enum RefusalText {
    static func text(_ reason: RefusalReason) -> BilingualText {
        switch reason {
        case .malformedFrame: BilingualText("收到无法识别的数据帧", "a frame could not be read")
        case .malformedChange:
            BilingualText("变更的编码不规范或已损坏", "a change is not canonically encoded or damaged")
        case .tooLarge: BilingualText("变更超过长度限制", "a change is longer than allowed")
        case .wrongTree: BilingualText("属于另一棵单位树", "it belongs to another tree of offices")
        case .stampNotRising: BilingualText("变更的时间戳没有递增", "a change's stamp does not rise")
        case .badSignature:
            BilingualText(
                "签名无效，内容可能被篡改",
                "the signature is not valid; the content may have been altered"
            )
        case .badCredential: BilingualText("作者的凭证无效", "the author's credentials are not valid")
        case .notAuthorised: BilingualText("作者无权在此写入", "the author has no right to write here")
        case .outOfScope: BilingualText("该内容不应经此连接传送", "the content does not belong on this link")
        case .malformedOperations:
            BilingualText("变更的内容无法识别", "a change's content could not be read")
        case .forked: BilingualText("同一编号出现两个分支", "there are two branches under one number")
        case .unknownPeer:
            BilingualText("连接方不是本单位的上级或下级", "the peer stands neither above nor below this office")
        case .wrongContent:
            BilingualText(
                "附件内容与其标识不符，已丢弃",
                "a part of a file is not what its name says; it was dropped"
            )
        case .badCertificate: BilingualText("连接方的证书无效", "the peer's certificate is not valid")
        }
    }
}
