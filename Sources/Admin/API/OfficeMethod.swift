/// The methods of ``OfficeAPI``, each once, and what is done with files beside it: what may be done is said method by
/// method, and whoever is refused is told what was refused. The code of each stands in audit logs and never changes.
package enum OfficeMethod: String, Sendable, CaseIterable {
    case masthead = "masthead-read"
    case status = "status-read"
    case storeVersion = "version-read"
    case offices = "offices-read"
    case branch = "branch-read"
    case directives = "directives-read"
    case directive = "directive-read"
    case replies = "replies-read"
    case trace = "trace-read"
    case issue = "directive-issue"
    case open = "directive-open"
    case sign = "receipt-sign"
    case reply = "reply-write"
    case submit = "reports-submit"
    case reports = "reports-read"
    case report = "report-read"
    case dashboard = "dashboard-read"
    case feeds = "feeds-read"
    case links = "links-read"
    case quarantine = "quarantine-read"
    case unknownRecords = "unknown-records-read"
    case recordKinds = "record-kinds-read"
    case records = "records-read"
    case create = "record-make"
    case amend = "record-amend"
    case advance = "record-advance"
    case record = "record-read"
    case history = "history-read"
    case conflicts = "conflicts-read"
    case settle = "record-settle"
    case versionFloors = "version-floors-read"
    case setFloor = "version-floor-set"
    case verify = "store-verify"
    case verifyLink = "link-verify"
    case invite = "office-invite"
    case host = "office-host"
    case rename = "office-rename"
    case grant = "places-grant"
    case reorganise = "offices-reorganise"
    case startBackup = "backup-start"
    case backup = "backup-read"
    case indicators = "indicators-read"
    case events = "events-read"
    case audit = "audit-read"
    case verifyAudit = "audit-verify"
    case addFile = "file-add"
    case file = "file-read"
    case fetchFile = "file-fetch"

    /// Those that are no methods of ``OfficeAPI``.
    package static let ofFiles: [OfficeMethod] = [.addFile, .file, .fetchFile]

    /// What it does: `印发文件`, `issue a directive`.
    package var words: Phrase {
        switch self {
        case .masthead: Phrase("查看本节点属于哪个单位", "see whose node this is")
        case .status: Phrase("查看节点状态", "see the node's state")
        case .storeVersion: Phrase("查看数据版本", "see how far the store has come")
        case .offices: Phrase("查看单位名单", "see the offices")
        case .branch: Phrase("查看下级单位", "see an office's branch")
        case .directives: Phrase("查看文件列表", "see the directives")
        case .directive: Phrase("阅读文件", "read a directive")
        case .replies: Phrase("查看回复", "read the replies to a directive")
        case .trace: Phrase("查看文件办理进度", "see where a directive is")
        case .issue: Phrase("印发文件", "issue a directive")
        case .open: Phrase("记录已阅", "note that a directive was opened")
        case .sign: Phrase("签收文件", "sign for a directive")
        case .reply: Phrase("回复文件", "reply to a directive")
        case .submit: Phrase("报送进展报告", "submit progress reports")
        case .reports: Phrase("查看进展报告列表", "see the progress reports")
        case .report: Phrase("阅读进展报告", "read a progress report")
        case .dashboard: Phrase("查看指标汇总", "see the dashboard")
        case .feeds: Phrase("查看数据流列表", "see the feeds")
        case .links: Phrase("查看链路", "see the links")
        case .quarantine: Phrase("查看隔离区", "see the quarantine")
        case .unknownRecords: Phrase("查看未识别的记录", "see the records that are not known")
        case .recordKinds: Phrase("查看记录种类", "see the kinds of records")
        case .records: Phrase("查看记录列表", "see the records of a kind")
        case .create: Phrase("登记记录", "make a record")
        case .amend: Phrase("修改记录", "change a record")
        case .advance: Phrase("办理记录", "take a record to a step")
        case .record: Phrase("查看记录", "read a record")
        case .history: Phrase("查看记录的历史", "read a record's history")
        case .conflicts: Phrase("查看不一致的记录", "see the records that are at odds")
        case .settle: Phrase("裁定不一致", "settle what is at odds")
        case .versionFloors: Phrase("查看最低版本", "see the version floors")
        case .setFloor: Phrase("设定最低版本", "set a version floor")
        case .verify: Phrase("核验全部数据", "verify the store")
        case .verifyLink: Phrase("核验链路两端", "verify a link")
        case .invite: Phrase("签发邀请码", "invite an office")
        case .host: Phrase("登记代管单位", "host an office")
        case .rename: Phrase("更改单位名称", "rename an office")
        case .grant: Phrase("核定名额", "grant places")
        case .reorganise: Phrase("调整单位", "reorganise offices")
        case .startBackup: Phrase("开始备份", "make a backup")
        case .backup: Phrase("查看备份进度", "see how far a backup is")
        case .indicators: Phrase("查看指标目录", "see the indicators")
        case .events: Phrase("查看事件日志", "see the events")
        case .audit: Phrase("查看审计日志", "read the audit log")
        case .verifyAudit: Phrase("核验审计日志", "verify the audit log")
        case .addFile: Phrase("上传附件", "hand a file in")
        case .file: Phrase("下载附件", "get a file")
        case .fetchFile: Phrase("取回附件", "have a file fetched")
        }
    }
}
