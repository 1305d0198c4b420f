internal import SyncProtocol

// How typed values read a record. Whatever a hostile or later writer put there, the answer is a
// value of the right type or nil.
extension RecordState {
    func text(_ field: some RawRepresentable<UInt16>) -> String? {
        self.choice(field.rawValue)?.text.map(DisplayText.cleaned)
    }

    /// Nil for a text without characters, too: that is how an optional field is emptied.
    func optionalText(_ field: some RawRepresentable<UInt16>) -> String? {
        guard let text = self.text(field), !text.isEmpty else { return nil }
        return text
    }

    func integer(_ field: some RawRepresentable<UInt16>) -> Int64? {
        self.choice(field.rawValue)?.integer
    }

    func registeredInteger(_ field: some RawRepresentable<UInt16>) -> Int64? {
        self.register(field.rawValue)?.integer
    }

    func registeredPath(_ field: some RawRepresentable<UInt16>) -> OfficePath? {
        self.register(field.rawValue)?.text.flatMap { OfficePath(text: $0) }
    }
}

extension FieldIntent {
    static func choose(_ field: some RawRepresentable<UInt16>, _ value: Value) -> FieldIntent {
        FieldIntent(field.rawValue, .choose(value))
    }

    static func choose(_ field: some RawRepresentable<UInt16>, _ text: String) -> FieldIntent {
        FieldIntent(field.rawValue, .choose(.text(text)))
    }

    static func assign(_ field: some RawRepresentable<UInt16>, _ value: Value) -> FieldIntent {
        FieldIntent(field.rawValue, .assign(value))
    }
}
