import Admin
import OfficeWork
import Store
import SyncProtocol

// Whoever comes second is told what was first.

extension APIError {
    /// Of an act that was made from what has changed since.
    static let changedRule = "changed-meanwhile"

    init(_ conflict: ActConflict) {
        switch conflict.reason {
        case .differs(let reference, _, let present):
            self = Self.differing(reference, present, part: conflict.part)
        case .unseen(let reference, _, _), .settled(let reference, _, _):
            self = .changed(reference)
        case .taken(.value(_, let value), _, let holder, let present):
            self = Self.usedNumber(value.text ?? "", holder, present)
        case .taken(.foldedKey, let reference, let holder, _):
            func text(_ record: RecordID) -> String { String(decoding: record.key, as: UTF8.self) }
            self = OfficeFault.twinOffice(text(reference.record), of: text(holder))
        case .missing(let reference):
            self = .missing(reference)
        case .hasNode(let office):
            self = .servedOffice(office)
        case .branchFull(let branch):
            self = RosterFault.branchFull(branch)
        case .changed(let space):
            self.init(
                .conflict,
                chinese: "\(space.owner) 的登记信息正被同时修改，本次未写入",
                english: "the roster of \(space.owner) is being changed by others at the same time",
                rule: Self.changedRule,
                hintChinese: "请查看现状后重试",
                hintEnglish: "look at what stands there now and try again"
            )
        }
    }

    /// The record is no longer as whoever writes has seen it.
    private static func changed(_ reference: RecordReference) -> APIError {
        APIError(
            .conflict,
            chinese: "\(reference.space.owner) 的该记录在查看之后已有变化，本次未写入",
            english: "this record of \(reference.space.owner) has changed since it was shown; "
                + "nothing was written",
            rule: Self.changedRule,
            hintChinese: "请重新查看后再办理",
            hintEnglish: "look at it again, then decide"
        )
    }

    private static func differing(
        _ reference: RecordReference,
        _ present: RecordState,
        part: Int
    ) -> APIError {
        let key = reference.record.key
        switch RecordKind(rawValue: reference.record.kind) {
        case .office:
            guard let office = OfficeEntry(key: key, state: present) else { break }
            return .otherName(office)
        case .directive:
            guard let directive = Directive(key: key, state: present) else { break }
            let name = "\(directive.number)《\(directive.title)》"
            return .usedID("id", by: Phrase(name, name))
        case .report:
            let report = Report(key: key, state: present)
            return .usedID("reports[\(part)].id", by: report.map { Self.name($0) })
        case .reply: return .changed(reference)
        default: break
        }
        return .usedID("id", by: nil)
    }

    private static func name(_ report: Report) -> Phrase {
        let at = ChinaTime.text(report.submittedAt)
        return Phrase(
            "《\(report.title)》（\(report.period.text)，\(report.user) 于 \(at) 提交）",
            "“\(report.title)” (\(report.period.text), submitted by \(report.user), \(at))"
        )
    }

    private static func missing(_ reference: RecordReference) -> APIError {
        guard reference.record.kind == RecordKind.office.rawValue else {
            return APIError(
                .notFound,
                chinese: "要修改的记录不存在",
                english: "what is to be changed is not there"
            )
        }
        let id = String(decoding: reference.record.key, as: UTF8.self)
        return OfficeFault.unknownOffice(id, field: "office")
    }

    /// - Parameters:
    ///   - holder: the directive that has the number.
    ///   - present: what stands in it; empty while it is being issued together with this one.
    private static func usedNumber(
        _ number: String,
        _ holder: RecordID,
        _ present: RecordState
    ) -> APIError {
        let title = Directive(key: holder.key, state: present)?.title
        let id = Hexadecimal.text(holder.key)
        return APIError(
            .conflict,
            chinese: "本单位已发过文号 \(number) 的文件" + (title.map { "《\($0)》" } ?? "") + "，编号 \(id)",
            english: "this office has issued a directive \(number) already: "
                + (title.map { "《\($0)》, " } ?? "") + "its id is \(id)",
            field: "number",
            rule: "used-number",
            hintChinese: "同一文件请用该编号重发；另一文件请用新文号",
            hintEnglish: "to repeat that directive give its id; a new one takes a new number"
        )
    }

    /// - Parameter name: of the record that has the id.
    private static func usedID(_ field: String, by name: Phrase?) -> APIError {
        APIError(
            .conflict,
            chinese: "该编号已用于内容不同的记录" + (name.map { "：\($0.chinese)" } ?? ""),
            english: "this id is used by a record with other contents"
                + (name.map { ": \($0.english)" } ?? ""),
            field: field,
            rule: "new-id",
            hintChinese: "请换一个编号",
            hintEnglish: "choose another id"
        )
    }

    private static func otherName(_ present: OfficeEntry) -> APIError {
        let level = Words.level(present.level.rawValue)
        let english = present.nameEnglish.map { " (\($0))" } ?? ""
        return APIError(
            .conflict,
            chinese: "单位 \(present.office) 已登记为“\(present.name)”\(english)，级别 \(level.chinese)",
            english:
                "office \(present.office) exists as “\(present.name)”\(english), \(level.english)",
            field: "name",
            rule: "other-name",
            hintChinese: "请核对代码；确要在全树更名时加 --rename，"
                + "或用 cast-admin office name \(present.office) --name 新名称",
            hintEnglish: "check the id; to change the name in the whole tree add --rename, or use "
                + "cast-admin office name \(present.office) --name NAME"
        )
    }

    private static func servedOffice(_ office: OfficePath) -> APIError {
        APIError(
            .conflict,
            chinese: "单位 \(office.office) 有自己的节点，代管后两处都会代表该单位填写",
            english:
                "office \(office.office) has a node of its own; hosted, two nodes would write for it",
            field: "office",
            rule: "no-node",
            hintChinese: "请核对代码；该节点确已不再使用时加 --force",
            hintEnglish: "check the id; add --force if that node is gone for good"
        )
    }
}
