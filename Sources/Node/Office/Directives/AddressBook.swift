import Admin
import OfficeWork
import Store
import SyncProtocol

/// Whom a directive is for: understood when it is issued, and asked when somebody answers it.
struct AddressBook {
    private let roster: Roster

    init(_ roster: Roster) { self.roster = roster }

    /// Recipients as they are stored: an office's name becomes its path. What is no name stays as it is and is
    /// judged with the rest of the directive.
    func recipients(_ texts: [String]) throws(APIError) -> [String] {
        var result: [String] = []
        for (index, text) in texts.enumerated() {
            result.append(try self.recipient(text, field: "recipients[\(index)]"))
        }
        return result
    }

    private func recipient(_ text: String, field: String) throws(APIError) -> String {
        switch Recipient(text) {
        case .office(let id)?:
            let found = self.roster.coded(id.text).filter(self.roster.isBelow)
            // Of one code at several places the directive itself speaks.
            let isSpelled = Set(found.map(\.office)) == [id]
            guard found.count <= 1 || isSpelled else {
                throw .ambiguousOffice(text, found, field: field, self.roster)
            }
            if let only = found.first { return isSpelled ? text : only.description }
        case .path(let path)?:
            let found = self.roster.spelled(like: path)
            guard self.roster[path] == nil, let only = found.first else { return text }
            guard found.count == 1 else {
                throw .ambiguousOffice(text, found, field: field, self.roster)
            }
            return only.description
        case .some: return text
        case nil: break
        }
        let found = self.roster.named(text).filter { self.roster.isBelow($0) }
        guard let first = found.first else {
            // What looks like another kind of recipient is judged as one.
            guard !text.contains(":") else { return text }
            throw .noOfficeBelow(text, field: field, self.roster)
        }
        guard found.count == 1 else { throw .ambiguousName(text, found, field: field) }
        return first.description
    }

    /// A directive addressed to places instead of codes, as the roster stands now.
    func fixed(_ content: DirectiveContent) throws(APIError) -> DirectiveContent {
        var recipients: [Recipient] = []
        for (index, recipient) in content.recipients.enumerated() {
            recipients.append(try self.fixed(recipient, field: "recipients[\(index)]"))
        }
        return content.addressed(to: recipients)
    }

    /// A code that nobody has, or that several have, and a class of offices without any is a slip of the pen:
    /// better said now than missed at the reply date.
    private func fixed(
        _ recipient: Recipient,
        field: String
    ) throws(APIError) -> Recipient {
        let roster = self.roster
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

    /// Nobody answers what it was not asked.
    func checkAddressed(_ path: OfficePath, by row: IssuedDirective) throws(APIError) {
        let addressing = row.addressing(path, self.roster)
        guard addressing != .addressed else { return }
        let (number, name) = (row.directive.number, self.roster.name(path))
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
