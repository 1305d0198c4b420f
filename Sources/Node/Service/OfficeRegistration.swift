import Admin
import OfficeWork
import SyncProtocol

/// What the root says about itself when a tree is made.
enum OfficeRegistration {
    static func root(_ id: OfficeID, name: String, nameEnglish: String?) throws -> RecordIntent {
        do throws(ValidationError) {
            let content = try OfficeContent(
                validating: id.text,
                name: name,
                nameEnglish: nameEnglish,
                level: Level.national.rawValue,
                hostedBy: nil
            )
            return content.intent(roster: OfficePath(root: id))
        } catch {
            let option = error.field == "nameEnglish" ? "--name-english" : "--name"
            throw UsageFailure("\(option)：\(error.chinese)", "\(option): \(error.english)")
        }
    }
}
