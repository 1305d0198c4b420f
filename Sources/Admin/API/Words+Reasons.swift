internal import PlainText

// Stable words for what happened and why, as people say them.
extension Words {
    /// What happened on a node, in a few words. A kind of a later version is shown as it is.
    package static func event(_ word: String) -> Phrase {
        EventKind(rawValue: word).map(Self.event) ?? Phrase(same: word)
    }

    private static func event(_ kind: EventKind) -> Phrase {
        switch kind {
        case .incarnationOpened: Phrase("新起一源", "a fresh feed was begun")
        case .clockCorrected: Phrase("时钟已校正", "the clock was set right")
        case .storeMadeAnew: Phrase("数据库重建", "the store was made anew")
        case .pastRecovered: Phrase("找回旧数据", "lost data came back")
        case .claimUnproven: Phrase("所称无据", "a claim was not borne out")
        case .copyWrites: Phrase("副本在写入", "a copy writes, too")
        case .feedForked: Phrase("源分叉", "a feed has forked")
        case .confirmationFalse: Phrase("回执不实", "a confirmation is false")
        case .backupRestored: Phrase("备份已恢复", "a backup was restored")
        case .officeMoved: Phrase("单位变动", "an office has moved")
        case .statementStale: Phrase("久无自述", "no news for long")
        case .statementMissed: Phrase("漏收自述", "news was missed")
        case .unconfirmed: Phrase("未获回执", "no confirmation yet")
        case .refusedByPeer: Phrase("被对方拒绝", "refused by the other end")
        case .connectionRefused: Phrase("拒绝连接", "a connection was refused")
        case .twoNodes: Phrase("疑似双开", "an office seems to run twice")
        case .linkLost: Phrase("连接中断", "a link is down")
        case .linkReturned: Phrase("连接恢复", "a link is back")
        case .changeDamaged: Phrase("变更损坏", "a change is damaged")
        case .changeMended: Phrase("变更已修复", "a damaged change came back whole")
        case .changesRewritten: Phrase("变更已重写", "changes were written again")
        case .storeDamaged: Phrase("数据库损坏", "the database is damaged")
        case .storeSalvaged: Phrase("数据库已抢救", "what is whole was saved from a damaged database")
        case .verifyFailed: Phrase("核查发现问题", "an examination found problems")
        case .verifyPassed: Phrase("核查已无问题", "an examination found nothing any more")
        case .attachmentsNotKept: Phrase("附件未能保存", "files were not kept")
        case .branchFull: Phrase("名额已满", "a branch is full")
        }
    }

    /// Why an office was not taken in.
    package static func enrolment(_ word: String) -> Phrase {
        switch word {
        case "invalid-request": Phrase("请求无效", "the request is not sound")
        case "unknown-token": Phrase("令牌不明", "the token is not known")
        case "token-used": Phrase("令牌已被使用", "the token has been used")
        case "token-expired": Phrase("令牌已过期", "the token has expired")
        case "wrong-office": Phrase("令牌属于另一单位", "the token is another office's")
        case "too-many-attempts": Phrase("失败次数过多", "too many attempts have failed")
        case "unavailable": Phrase("暂时无法处理", "it cannot be done at the moment")
        default: Phrase(same: word)
        }
    }

    /// Why a link is down, or something was refused.
    package static func reason(_ word: String) -> Phrase {
        if word.hasPrefix(Self.farewell) {
            let reason = Self.reason(String(word.dropFirst(Self.farewell.count)))
            return Phrase("对方结束：\(reason.chinese)", "ended by the other end: \(reason.english)")
        }
        if word.hasPrefix("out-of-turn-") {
            return Phrase("对方未按协议次序发送", "the other end spoke out of turn")
        }
        return Self.linkReason(word)
    }

    private static let farewell = "farewell: "

    private static func linkReason(_ word: String) -> Phrase {
        switch word {
        case "unreachable": Phrase("连不上", "cannot be reached")
        case "connection-lost": Phrase("线路中断", "the connection was lost")
        case "closed-by-peer": Phrase("对方断开", "closed by the other end")
        case "peer-stopped": Phrase("对方节点已正常停止", "the other node was stopped")
        case "refused-by-peer": Phrase("对方拒绝", "refused by the other end")
        case "idle-timeout", "silence": Phrase("对方无响应", "nothing came from the other end")
        case "peer-does-not-read": Phrase("对方不接收", "the other end does not read")
        case "replaced": Phrase("已由新连接代替", "replaced by a newer link")
        case "doubled": Phrase("重复连接，留用另一条", "doubled; the other link is kept")
        case "barred", "barred-peer": Phrase("对方已被禁止", "the other end is barred")
        case "stopped": Phrase("本节点停止", "this node stopped it")
        case "frame-too-long": Phrase("数据帧过长", "a frame was too long")
        case "already-linked": Phrase("已有连接", "linked already")
        case "hello-timeout", "reconcile-timeout", "acknowledgement-timeout":
            Phrase("对方太慢", "the other end is too slow")
        case "restricted":
            Phrase(
                "不在时段内或当日流量已用完，仅发送组织信息与特急文件",
                "outside its hours or over the day's budget: roster and urgent directives only"
            )
        case "reorganised": Phrase("单位变动，连接重启", "offices have moved, the link begins anew")
        case "credit-exceeded": Phrase("对方发送过多", "the other end sent more than it may")
        case "not-who-it-seemed": Phrase("对方身份不符", "the other end is not who it seemed")
        case "no-common-version": Phrase("没有共同的版本", "no version in common")
        case "store-failed": Phrase("本节点存储失败", "this node could not store it")
        default: Self.refusal(word)
        }
    }

    private static func refusal(_ word: String) -> Phrase {
        switch word {
        case "unknown-peer": Phrase("对方不是上下级", "the peer is neither above nor below")
        case "unexpected-peer": Phrase("地址上是另一单位", "another office is at this address")
        case "own-copy": Phrase("对方是本节点的副本", "the peer is a copy of this node")
        case "bad-certificate": Phrase("证书无效", "the certificate is not valid")
        case "expired-certificate": Phrase("证书不在有效期内", "the certificate is out of its time")
        case "no-certificate": Phrase("没有证书", "no certificate was shown")
        case "wrong-tree": Phrase("属于另一棵单位树", "of another tree")
        case "wrong-suite":
            Phrase("签名所用密码套件不是本单位树的", "signed by a cipher suite that is not this tree's")
        case "handshake-timeout": Phrase("握手超时", "the handshake was not finished in time")
        case "handshake-failed": Phrase("握手失败", "the handshake failed")
        case "no-common-protocol": Phrase("没有共同的协议版本", "no protocol version in common")
        case "too-many-connections": Phrase("连接过多", "too many connections")
        case "enrolment-refused": Phrase("加入被拒绝", "joining was refused")
        case "malformed-frame": Phrase("数据帧无法识别", "a frame could not be read")
        case "malformed-change": Phrase("变更编码有误或损坏", "a change is malformed or damaged")
        case "malformed-operations": Phrase("变更内容无法识别", "a change's content is malformed")
        case "too-large": Phrase("变更过长", "a change is too long")
        case "stamp-not-rising": Phrase("时间戳没有递增", "a stamp does not rise")
        case "bad-signature": Phrase("签名无效", "the signature is not valid")
        case "bad-credential": Phrase("作者凭证无效", "the author's credentials are not valid")
        case "not-authorised": Phrase("作者无权写入", "the author has no right")
        case "out-of-scope": Phrase("不应经此连接传送", "not for this link")
        case "forked": Phrase("出现分支", "two branches")
        case "wrong-content": Phrase("附件内容不符", "a file's part is wrong")
        default: Phrase(same: word)
        }
    }

    /// What an examination of the store looks at.
    package static func examinationStep(_ word: String) -> Phrase {
        switch word {
        case "structure": Phrase("数据库结构", "structure of the database")
        case "changes": Phrase("变更", "changes")
        case "records": Phrase("记录", "records")
        case "lists": Phrase("目录", "lists")
        case "totals": Phrase("汇总", "totals")
        case "audit": Phrase("审计日志", "audit log")
        default: Phrase(same: word)
        }
    }
}
