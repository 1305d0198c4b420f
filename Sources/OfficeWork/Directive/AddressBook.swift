internal import SyncProtocol

/// Whom the recipients of a directive mean when it is issued.
package struct AddressBook<Book: OfficeBook> {
    private let book: Book

    package init(_ book: Book) { self.book = book }

    /// Recipients as they are stored: an office's name becomes its path. What is no name stays as it is and is
    /// judged with the rest of the directive.
    package func recipients(_ texts: [String]) throws(AddressFault) -> [String] {
        var result: [String] = []
        for (place, text) in texts.enumerated() {
            do throws(Refusal) {
                result.append(try self.recipient(text))
            } catch {
                throw AddressFault(place: place, reason: error.reason)
            }
        }
        return result
    }

    /// Recipients as places instead of codes, as the offices stand now.
    package func fixed(_ recipients: [Recipient]) throws(AddressFault) -> [Recipient] {
        var result: [Recipient] = []
        for (place, recipient) in recipients.enumerated() {
            do throws(Refusal) {
                result.append(try self.fixed(recipient))
            } catch {
                throw AddressFault(place: place, reason: error.reason)
            }
        }
        return result
    }

    private struct Refusal: Error {
        let reason: AddressFault.Reason

        init(_ reason: AddressFault.Reason) { self.reason = reason }
    }

    private func recipient(_ text: String) throws(Refusal) -> String {
        switch Recipient(text) {
        case .office(let id)?:
            let found = self.book.coded(id.text).filter(self.book.isBelow)
            // Of one code at several places the directive itself speaks.
            let isSpelled = !found.isEmpty && found.allSatisfy { $0.office == id }
            guard found.count <= 1 || isSpelled else { throw Refusal(.several(text, found)) }
            if let only = found.first { return isSpelled ? text : only.description }
        case .path(let path)?:
            let found = self.book.spelled(like: path)
            guard !self.book.isKnown(path), let only = found.first else { return text }
            guard found.count == 1 else { throw Refusal(.several(text, found)) }
            return only.description
        case .some: return text
        case nil: break
        }
        let found = self.book.named(text).filter(self.book.isBelow)
        guard let first = found.first else {
            // What looks like another kind of recipient is judged as one.
            guard !text.contains(":") else { return text }
            throw Refusal(.nobodyBelow(text))
        }
        guard found.count == 1 else { throw Refusal(.severalNamed(text, found)) }
        return first.description
    }

    /// A code that nobody has, or that several have, and a class of offices without any is a slip of the pen:
    /// better said now than missed at the reply date.
    private func fixed(_ recipient: Recipient) throws(Refusal) -> Recipient {
        let meant = self.book.offices(addressedBy: recipient)
        let present = meant.filter { !self.book.successions.isLeft($0) }
        guard let id = recipient.named else {
            guard !present.isEmpty else { throw Refusal(.emptyClass(recipient.text)) }
            return recipient
        }
        guard present.count <= 1 else { throw Refusal(.several(id.text, present)) }
        guard let office = present.first ?? meant.first else {
            throw Refusal(.nobodyBelow(id.text))
        }
        return .path(office)
    }
}
