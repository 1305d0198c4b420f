import Admin

/// What the commands `office move`, `rename`, `merge` and `split` have in common.
struct Reorganisation {
    let kind: String
    let offices: [String]
    let to: [String]
    let reason: String?
    let done: Phrase

    func run(_ global: GlobalOptions, in context: CommandContext) async throws -> ExitStatus {
        let screen = context.screen(global)
        let caller = try global.caller()
        let draft = ReorganisationDraft(
            kind: self.kind,
            offices: try Check.offices(self.offices, option: "office"),
            to: try Check.offices(self.to, option: "--to"),
            reason: self.reason
        )
        guard self.kind != "split" || draft.to.count > 1 else {
            throw UsageFailure(
                "拆分要写出两个以上的新单位，如 --to A --to B",
                "a split names two or more new offices, like --to A --to B"
            )
        }
        let answer = try await context.withOffice(global) {
            try await $0.reorganise(draft, by: caller)
        }
        try screen.show(answer) { Self.text(answer, done: self.done, on: screen) }
        return .success
    }

    private static func text(
        _ answer: Acknowledgement,
        done: Phrase,
        on screen: Screen
    ) -> String {
        let stays = answer.ids.allSatisfy(Self.isStay)
        let said =
            stays ? Phrase("已收回：该单位仍在原处", "Taken back: the office stays where it is") : done
        return AcknowledgementText.text(answer, done: said, on: screen)
            + (stays ? "" : screen.say(Self.next) + "\n")
    }

    /// Whether one of the answer's `OLD=NEW` names the same place twice.
    private static func isStay(_ id: String) -> Bool {
        let places = id.split(separator: "=")
        return places.count == 2 && places[0] == places[1]
    }

    private static let next = Phrase(
        """
        下一步：
          1. 在新上级的节点签发邀请：cast-admin invite 代码 --name 名称 --level 级别 --output 邀请文件
          2. 停下该单位的节点，把邀请文件拿到其机器上运行：cast-node move --data-dir 目录 --token-file 邀请文件
             （合并：被并入的节点等连接显示“已同步”后停用即可；拆分：新单位用 cast-node enroll 加入）
          3. 启动节点；其下级单位随后逐个按同样步骤办理
        若是误报：cast-admin office move 单位原路径 --to 其原上级
        """,
        """
        What to do next:
          1. At the node of the new parent: cast-admin invite ID --name NAME --level LEVEL --output FILE
          2. Stop the office's node, take the file to its machine, and there: cast-node move --data-dir DIR --token-file FILE
             (a merged office's node is simply switched off once its link is in sync; the parts
             of a split join with cast-node enroll)
          3. Start the node; the offices below it follow one by one in the same way
        Said by mistake: cast-admin office move OLD-PATH --to OLD-PARENT
        """
    )
}
