/// Which part of a long list is wanted.
package struct PageRequest: Codable, Sendable, Equatable {
    package static let limitDefault = 100
    package static let limitMax = 1000

    /// The key of the last item that was read, see ``Page/next``; nil for the beginning.
    package let after: String?
    /// How many items at most, 1...``limitMax``.
    package let limit: Int

    package init(after: String? = nil, limit: Int = PageRequest.limitDefault) {
        self.after = after
        self.limit = min(max(1, limit), PageRequest.limitMax)
    }
}

/// A part of a long list.
package struct Page<Item: Codable & Sendable & Equatable>: Codable, Sendable, Equatable {
    package let items: [Item]
    /// How many items the whole list has.
    package let total: Int
    /// What asks for the items that follow, as ``PageRequest/after``; nil when these are the last. What is written
    /// meanwhile neither shifts nor repeats an item.
    package let next: String?

    package init(items: [Item], total: Int, next: String? = nil) {
        self.items = items
        self.total = total
        self.next = next
    }

    /// A whole list, asked for page by page.
    package static func everything(
        _ page: (PageRequest) async throws -> Page<Item>
    ) async throws -> [Item] {
        var items: [Item] = []
        var next: String?
        repeat {
            let found = try await page(PageRequest(after: next, limit: PageRequest.limitMax))
            items += found.items
            next = found.next
        } while next != nil
        return items
    }
}
