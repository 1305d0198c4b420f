import Admin
import OfficeWork
import SyncProtocol

extension OfficeMethod {
    /// What a caller needs for it.
    ///
    /// - Parameter kind: that of the record in question, where there is one and the node knows it. What stands in rosters
    ///   is about the offices themselves and is the administrator's; all other kinds are the offices' work.
    func right(in kind: RecordDeclaration? = nil) -> Right {
        let isAboutOffices = kind?.space == .roster
        switch self {
        case .masthead, .status, .storeVersion, .offices, .branch, .links, .versionFloors,
            .indicators, .recordKinds:
            return .readState
        case .directives, .directive, .open, .replies, .trace, .reports, .report, .dashboard,
            .conflicts, .file, .fetchFile:
            return .readBusiness
        case .create, .amend, .advance: return isAboutOffices ? .administer : .writeRecords
        case .record, .records, .history: return isAboutOffices ? .readState : .readBusiness
        case .settle: return isAboutOffices ? .administer : .settle
        case .issue: return .issue
        case .sign: return .sign
        case .reply: return .writeBusiness
        case .addFile: return .attach
        case .submit: return .submitFigures
        case .feeds, .quarantine, .unknownRecords, .events, .backup: return .readJournal
        case .setFloor, .verify, .verifyLink, .invite, .host, .rename, .grant, .reorganise,
            .startBackup:
            return .administer
        case .audit, .verifyAudit: return .readAudit
        }
    }
}
