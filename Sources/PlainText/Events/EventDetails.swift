/// What an event says beside its kind: values by their names, each at most once.
package struct EventDetails: Sendable, Hashable {
    package enum Value: Sendable, Hashable {
        case text(String)
        /// A count, or a moment in UTC milliseconds.
        case number(Int64)
        case list([String])
        case phrase(chinese: String, english: String)
    }

    package struct Item: Sendable, Hashable {
        package let name: EventParameter
        package let value: Value
    }

    /// In the order in which they were given.
    package private(set) var items: [Item] = []

    package init() {}

    package subscript(_ name: EventParameter) -> Value? {
        self.items.first { $0.name == name }?.value
    }

    package func text(_ name: EventParameter) -> String? {
        guard case .text(let text)? = self[name] else { return nil }
        return text
    }

    package func number(_ name: EventParameter) -> Int64? {
        guard case .number(let number)? = self[name] else { return nil }
        return number
    }

    package func list(_ name: EventParameter) -> [String] {
        guard case .list(let list)? = self[name] else { return [] }
        return list
    }

    package func phrase(_ name: EventParameter) -> (chinese: String, english: String)? {
        guard case .phrase(let chinese, let english)? = self[name] else { return nil }
        return (chinese, english)
    }

    /// With one more value, in place of any of the same name; nil leaves all as it is.
    package func with(_ name: EventParameter, _ value: Value?) -> EventDetails {
        guard let value else { return self }
        var details = self
        details.items.removeAll { $0.name == name }
        details.items.append(Item(name: name, value: value))
        return details
    }

    package func with(_ name: EventParameter, _ text: String?) -> EventDetails {
        self.with(name, text.map { Value.text($0) })
    }

    package func with(_ name: EventParameter, _ number: Int64?) -> EventDetails {
        self.with(name, number.map { Value.number($0) })
    }

    /// An empty list is left out.
    package func with(_ name: EventParameter, _ list: [String]) -> EventDetails {
        self.with(name, list.isEmpty ? nil : Value.list(list))
    }
}
