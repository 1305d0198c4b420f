/// The row on which a query stands. It MUST NOT outlive the call that hands it out.
package protocol SQLRow {
    /// Columns count from 0.
    func isNull(_ column: Int) -> Bool
    /// 0 when the column is null.
    func integer(_ column: Int) -> Int64
    /// Empty when the column is null.
    func text(_ column: Int) -> String
    /// Empty when the column is null.
    func bytes(_ column: Int) -> [UInt8]
}

extension SQLRow {
    func optionalInteger(_ column: Int) -> Int64? {
        self.isNull(column) ? nil : self.integer(column)
    }

    func optionalText(_ column: Int) -> String? { self.isNull(column) ? nil : self.text(column) }

    func optionalBytes(_ column: Int) -> [UInt8]? { self.isNull(column) ? nil : self.bytes(column) }

    func count(_ column: Int) -> Int { Int(clamping: self.integer(column)) }

    func bits(_ column: Int) -> UInt64 { UInt64(bitPattern: self.integer(column)) }
}
