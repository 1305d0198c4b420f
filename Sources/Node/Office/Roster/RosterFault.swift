import Admin
import OfficeWork
import SyncProtocol

/// What can be wrong with what this office says of those below.
enum RosterFault {
    static let noAddress = APIError(
        .conflict,
        chinese: "尚未配置本节点供下级连接的地址，无法签发邀请",
        english: "it is not configured under which address the offices below reach this node",
        rule: "advertised-address",
        hintChinese: "请设置 link.advertise（主机:端口）后重启节点",
        hintEnglish: "set link.advertise (host:port) and restart the node"
    )

    static let nationalBelow = APIError(
        .invalid,
        chinese: "全国级单位只有一个，是全树的最上级，不能作为下级登记",
        english: "there is one national office, at the top of the tree, and none below another",
        field: "level",
        rule: "level"
    )

    static func wrongClock(_ fault: Phrase) -> APIError {
        APIError(
            .conflict,
            chinese: "现在不能签发邀请：\(fault.chinese)",
            english: "no invitation can be made now: \(fault.english)",
            rule: "clock"
        )
    }

    static func ownID(_ id: OfficeID, isOwn: Bool) -> APIError {
        APIError(
            .invalid,
            chinese: isOwn ? "\(id) 是本单位的代码，不能邀请或代管本单位" : "\(id) 是上级单位的代码，不能用于下级单位",
            english: isOwn
                ? "\(id) is this office itself, which cannot be below itself"
                : "\(id) is an office above this one, so none below can have that id",
            field: "office",
            rule: "own-id",
            hintChinese: "为本单位增设节点，请由上级单位签发邀请",
            hintEnglish: "a further node of this office is invited by the office above"
        )
    }

    /// Whose names stand in another office's roster.
    static func otherRoster(_ office: OfficePath) -> APIError {
        let parent = office.parent.map { "\($0)" } ?? "\(office)"
        return APIError(
            .forbidden,
            chinese: "\(office) 的名称由 \(parent) 登记，本节点不能更改",
            english: "the names of \(office) stand in the roster of \(parent), not in ours",
            field: "office",
            rule: "own-roster",
            hintChinese: "请在 \(parent) 的节点上更改",
            hintEnglish: "change them at the node of \(parent)"
        )
    }

    /// Whose places another office grants.
    static func noGrant(to office: OfficePath) -> APIError {
        guard let parent = office.parent else {
            return APIError(
                .forbidden,
                chinese: "\(office) 的名额没有上限",
                english: "\(office) has no bound for the offices below it",
                field: "office",
                rule: "own-roster"
            )
        }
        return APIError(
            .forbidden,
            chinese: "\(office) 的名额由 \(parent) 核给，本节点不能更改",
            english: "the places of \(office) are granted by \(parent), not by this office",
            field: "office",
            rule: "own-roster",
            hintChinese: "请在 \(parent) 的节点上执行：cast-admin office places \(office.office) 名额",
            hintEnglish:
                "at the node of \(parent): cast-admin office places \(office.office) NUMBER"
        )
    }

    /// No office may be added to a branch.
    static func branchFull(_ branch: FullBranch) -> APIError {
        let (office, parent) = (branch.office, branch.office.parent.map { "\($0)" } ?? "")
        return APIError(
            .conflict,
            chinese: "\(office) 的名额已满：下级单位合计至多 \(branch.places) 个，已有 \(branch.used) 个",
            english: "the branch of \(office) is full: at most \(branch.places) offices may stand "
                + "below it, and \(branch.used) do",
            field: "office",
            rule: "branch-full",
            hintChinese: "请上级单位增加名额；在 \(parent) 的节点上执行："
                + "cast-admin office places \(office.office) 名额",
            hintEnglish: "ask the office above for more places; at the node of \(parent): "
                + "cast-admin office places \(office.office) NUMBER"
        )
    }

    static let treeTooDeep = APIError(
        .invalid,
        chinese: "单位树不能超过 \(OfficePath.depthMax) 级",
        english: "a tree has at most \(OfficePath.depthMax) levels",
        field: "office",
        rule: "depth"
    )

    static func unknownKind(_ kind: String) -> APIError {
        let words = RecordKind.allCases.map { "\($0)" }.joined(separator: ", ")
        return APIError(
            .invalid,
            chinese: "没有记录种类“\(kind)”",
            english: "there is no kind of record “\(kind)”",
            field: "kind",
            rule: "known-kind",
            hintChinese: "可写 \(words)，或种类的编号",
            hintEnglish: "one of \(words), or a kind's number"
        )
    }

    static let badFloor = APIError(
        .invalid,
        chinese: "版本须为 1 至 4294967295 的整数",
        english: "a version is a whole number from 1 to 4294967295",
        field: "version",
        rule: "range"
    )
}
