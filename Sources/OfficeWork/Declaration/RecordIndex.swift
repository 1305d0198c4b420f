/// By which of their fields records of a kind are listed and found.
package struct RecordIndex: Sendable, Hashable {
    /// A day or an instant: the latest comes first. Without one the records stand by when they were last written.
    package let date: UInt16?
    /// By which people name a record: 文号.
    package let number: UInt16?
    /// No other record of the same kind and owner has the number of one.
    package let isNumberUnique: Bool
    package let title: UInt16?
    /// A reporting period.
    package let period: UInt16?
    /// What it is about: another record. A record whose key is another one's is about that one.
    package let about: UInt16?
    /// The last day by which something has to be done.
    package let due: UInt16?

    package init(
        date: UInt16? = nil,
        number: UInt16? = nil,
        isNumberUnique: Bool = false,
        title: UInt16? = nil,
        period: UInt16? = nil,
        about: UInt16? = nil,
        due: UInt16? = nil
    ) {
        self.date = date
        self.number = number
        self.isNumberUnique = isNumberUnique
        self.title = title
        self.period = period
        self.about = about
        self.due = due
    }
}
