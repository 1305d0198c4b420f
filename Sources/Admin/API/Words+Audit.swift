internal import PlainText

extension Words {
    /// What was done, as the audit log tells it, without who did it. An action of a later version is shown as it is.
    package static func audit(_ action: String, _ subject: Phrase) -> Phrase {
        guard let action = AuditAction(rawValue: action) else {
            return Phrase("\(action) \(subject.chinese)", "\(action) \(subject.english)")
        }
        let (zh, en) = (subject.chinese, subject.english)
        switch action {
        case .directiveIssued: return Phrase("印发 \(zh)", "issued \(en)")
        case .deliveryReceipted: return Phrase("回执送达 \(zh)", "confirmed the arrival of \(en)")
        case .directiveOpened: return Phrase("记录已阅 \(zh)", "noted that \(en) was opened")
        case .receiptSigned: return Phrase("签收 \(zh)", "signed for \(en)")
        case .conflictSettled: return Phrase("裁定 \(zh)", "settled \(en)")
        case .recordMade: return Phrase("登记 \(zh)", "made \(en)")
        case .recordAmended: return Phrase("修改 \(zh)", "changed \(en)")
        case .recordAdvanced: return Phrase("办理 \(zh)", "took \(en) on")
        case .replyWritten: return Phrase("回复 \(zh)", "replied to \(en)")
        case .reportSubmitted: return Phrase("报送进展报告 \(zh)", "reported \(en)")
        case .officeEntered: return Phrase("登记下级单位 \(zh)", "entered \(en) into the roster")
        case .invitationIssued: return Phrase("签发邀请码给 \(zh)", "made an invitation for \(en)")
        case .officeJoined: return Phrase("接纳 \(zh) 的节点加入", "took in a node of \(en)")
        case .officeHosted: return Phrase("登记代管单位 \(zh)", "registered the hosted office \(en)")
        case .hostingEnded: return Phrase("结束代管 \(zh)", "ended the hosting of \(en)")
        case .officeRenamed: return Phrase("更改名称 \(zh)", "changed a name to \(en)")
        case .placesGranted: return Phrase("核定名额 \(zh)", "granted places to \(en)")
        case .placesByLevel:
            return Phrase("恢复按级别的名额 \(zh)", "gave \(en) the places of its level")
        case .officesReorganised: return Phrase("调整单位 \(zh)", "reorganised \(en)")
        case .versionFloorSet: return Phrase("设定最低版本 \(zh)", "set the lowest version \(en)")
        case .backupStarted: return Phrase("开始备份到 \(zh)", "began a backup to \(en)")
        case .nodeSetUp: return Phrase("为 \(zh) 建立", "was set up for \(en)")
        case .nodeMoved: return Phrase("迁移 \(zh)", "moved \(en)")
        case .callRefused:
            // A later version may refuse what this one does not know.
            let method = OfficeMethod(rawValue: zh)?.words ?? subject
            return Phrase("未获准\(method.chinese)", "was not let \(method.english)")
        case .rowsBroken:
            return Phrase("查出审计日志缺失或被改的行 \(zh)", "found rows missing or altered: \(en)")
        }
    }
}
