/// Names in the order of their numbers, which begin with 1 and have no gap.
struct NumberedNames<Name: Hashable> {
    private(set) var all: [Name] = []
    private var numbers: [Name: Int64] = [:]

    func number(of name: Name) -> Int64? { self.numbers[name] }

    /// - Returns: the number that the name has already, or gets now.
    mutating func add(_ name: Name) -> Int64 {
        if let number = self.numbers[name] { return number }
        self.all.append(name)
        self.numbers[name] = Int64(self.all.count)
        return Int64(self.all.count)
    }
}
