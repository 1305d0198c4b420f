import Admin
import OfficeWork
import PlainText

extension RecordFault {
    /// More follows from records of this kind than their fields say.
    static func hasCommand(_ kind: RecordDeclaration, _ command: String) -> APIError {
        APIError(
            .conflict,
            chinese: "\(kind.name.chinese)不逐项填写，另有专门的办理方式",
            english: "a \(kind.name.english) is not written field by field",
            field: "kind",
            rule: "own-command",
            hintChinese: "请用 cast-admin \(command) 或其接口",
            hintEnglish: "use cast-admin \(command), or the address of the API for it"
        )
    }

    static func roleMissing(_ roles: [Role], _ subject: DeclaredName) -> APIError {
        APIError(
            .forbidden,
            chinese:
                "“\(subject.chinese)”须由具有“\(roles.map(\.chinese).joined(separator: "”或“"))”角色的人办理",
            english: "“\(subject.english)” is for whoever is "
                + roles.map(\.english).joined(separator: " or "),
            rule: "role",
            hintChinese: "请交由有此角色的人办理，或请安全管理员授予角色",
            hintEnglish:
                "hand it to somebody with that role, or ask the security administrator for it"
        )
    }

    static let revisionMissing = APIError(
        .malformed,
        chinese: "没有写明所见的版本（revision）",
        english: "it is not said what its author was shown (revision)",
        field: "revision",
        rule: "required",
        hintChinese: "请先查看该记录，并交回其 revision，或写在请求头 If-Match",
        hintEnglish: "look at the record first and hand its revision back, or send it as If-Match"
    )

    static func idMissing(_ kind: RecordDeclaration) -> APIError {
        APIError(
            .invalid,
            chinese: "请写明\(kind.name.chinese)的编号",
            english: "say the id of the \(kind.name.english)",
            field: "id",
            rule: "required"
        )
    }

    static func officeMissing(_ kind: RecordDeclaration) -> APIError {
        APIError(
            .malformed,
            chinese: "\(kind.name.chinese)按单位列出，请写明 office",
            english: "records of the kind \(kind.code) are listed office by office: say which",
            field: "office",
            rule: "required"
        )
    }

    static func unknownStep(_ kind: RecordDeclaration) -> APIError {
        let codes = kind.stage?.steps.map(\.code) ?? []
        return APIError(
            .malformed,
            chinese: codes.isEmpty ? "这类记录没有办理步骤" : "step 应为 \(codes.joined(separator: "、")) 之一",
            english: codes.isEmpty
                ? "records of this kind have no steps"
                : "step is one of \(codes.joined(separator: ", "))",
            field: "step",
            rule: "choice"
        )
    }
}
