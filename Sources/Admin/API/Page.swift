/// Which part of a long list is wanted.
package struct PageRequest: Codable, Sendable, Equatable {
    package static let limitDefault = 100
    package static let limitMax = 1000

    /// The first item's index, from 0.
    package let offset: Int
    /// How many items at most, 1...``limitMax``.
    package let limit: Int

    package init(offset: Int = 0, limit: Int = PageRequest.limitDefault) {
        self.offset = max(0, offset)
        self.limit = min(max(1, limit), PageRequest.limitMax)
    }
}

/// A part of a long list.
package struct Page<Item: Codable & Sendable & Equatable>: Codable, Sendable, Equatable {
    package let items: [Item]
    package let offset: Int
    /// How many items the whole list has.
    package let total: Int

    package init(items: [Item], offset: Int, total: Int) {
        self.items = items
        self.offset = offset
        self.total = total
    }

    /// A whole list, asked for page by page.
    package static func everything(
        _ page: (PageRequest) async throws -> Page<Item>
    ) async throws -> [Item] {
        var items: [Item] = []
        while true {
            let found = try await page(
                PageRequest(offset: items.count, limit: PageRequest.limitMax)
            )
            items += found.items
            if found.items.isEmpty || items.count >= found.total { return items }
        }
    }
}
