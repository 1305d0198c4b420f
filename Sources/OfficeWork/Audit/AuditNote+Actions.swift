package import PlainText
package import SyncProtocol

extension AuditNote {
    /// - Parameter subjects: what the act is about, whatever part of it is written. No secrets.
    package init(_ action: AuditAction, _ subjects: String...) {
        self.init(action, of: subjects)
    }

    /// - Parameter subjects: what the act is about, whatever part of it is written. No secrets.
    package init(_ action: AuditAction, of subjects: [String]) {
        self.init(action: action.rawValue, subjects: subjects, isByPart: false)
    }

    /// - Parameter subjects: one for each part of the act. No secrets.
    package init(_ action: AuditAction, eachOf subjects: [String]) {
        self.init(action: action.rawValue, subjects: subjects, isByPart: true)
    }

    /// What is said of an answer: what was answered, and behind it the office's code when it is not the node's own.
    package static func subject(
        _ text: String,
        of office: OfficePath,
        own: OfficePath
    ) -> String {
        office == own ? text : "\(text) (\(office.office.text))"
    }
}
