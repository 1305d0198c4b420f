import Admin
import OfficeWork
import Store
import SyncProtocol

// Whom a directive is for: understood when it is issued, and asked when somebody answers it.

extension OfficeService {
    /// A directive addressed to places instead of codes, as the roster stands now.
    static func fixed(
        _ content: DirectiveContent,
        _ roster: Roster
    ) throws(APIError) -> DirectiveContent {
        var recipients: [Recipient] = []
        for (index, recipient) in content.recipients.enumerated() {
            recipients.append(try Self.fixed(recipient, "recipients[\(index)]", roster))
        }
        return content.addressed(to: recipients)
    }

    /// A code that nobody has, or that several have, and a class of offices without any is a slip of the pen:
    /// better said now than missed at the reply date.
    private static func fixed(
        _ recipient: Recipient,
        _ field: String,
        _ roster: Roster
    ) throws(APIError) -> Recipient {
        let meant = roster.offices.filter {
            $0.listing != .none
                && recipient.addresses($0.path, level: $0.level, issuer: roster.own)
        }
        let present = meant.filter { !roster.successions.isLeft($0.path) }
        guard let id = recipient.named else {
            guard !present.isEmpty else {
                throw .nobodyAddressed(recipient.text, field: field, roster)
            }
            return recipient
        }
        guard present.count <= 1 else {
            throw .ambiguousOffice(id.text, present.map(\.path), field: field, roster)
        }
        guard let office = present.first ?? meant.first else {
            throw .noOfficeBelow(id.text, field: field, roster)
        }
        return .path(office.path)
    }

    static func checkAddressed(
        _ path: OfficePath,
        by row: IssuedDirective,
        _ roster: Roster
    ) throws(APIError) {
        let addressing = row.addressing(path, roster)
        guard addressing != .addressed else { return }
        let (number, name) = (row.directive.number, roster.name(path))
        let isLater = addressing == .joinedLater
        throw APIError(
            .forbidden,
            chinese: isLater
                ? "\(number) 印发时 \(name) 尚未加入，不要求其办理" : "\(number) 未发给 \(name)",
            english: isLater
                ? "\(number) was issued before \(name) joined: nothing is asked of it"
                : "\(number) is not addressed to \(name)",
            field: "directive",
            rule: "addressed"
        )
    }
}

extension APIError {
    fileprivate static func nobodyAddressed(
        _ recipient: String,
        field: String,
        _ roster: Roster
    ) -> APIError {
        let choice = roster.choice
        return APIError(
            .invalid,
            chinese: "主送“\(recipient)”目前不含任何单位，文件将无人收到；\(choice.chinese)",
            english: "“\(recipient)” means no office at present: nobody would get the directive; "
                + choice.english,
            field: field,
            rule: "nobody-addressed",
            hintChinese: "用 cast-admin offices 查看下级单位及其层级",
            hintEnglish: "cast-admin offices lists the offices below and their levels"
        )
    }
}
