import Admin
import Store
import SyncProtocol

extension PageRequest {
    /// The part of a list of the store that is wanted.
    ///
    /// - Throws: ``APIError/wrongCursor``.
    func range(of list: StoreList) throws(APIError) -> StoreRange {
        guard let text = self.after else { return StoreRange(limit: self.limit) }
        guard let key = StoreKey(text: text, of: list) else { throw .wrongCursor }
        return StoreRange(after: key, limit: self.limit)
    }
}

extension Page {
    /// A part of a list of the store.
    init<Row>(_ page: StorePage<Row>, _ item: (Row) throws -> Item) rethrows {
        self.init(items: try page.rows.map(item), total: page.total, next: page.next?.text)
    }
}

extension OfficePath: PageKey {
    package var text: String { self.description }
}
