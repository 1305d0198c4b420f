/// What a browser has sent of a form, by the names of its inputs.
package struct SentForm: Sendable, Equatable {
    package private(set) var values: [String: String]

    /// Browsers end lines by CR LF, whatever stood in the page.
    package init(_ values: [String: String]) {
        self.values = values.mapValues { text in
            text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        }
    }

    package subscript(_ name: String) -> String? { self.values[name] }

    /// A value that says something.
    func filled(_ name: String) -> String? {
        self.values[name].flatMap { $0.isEmpty ? nil : $0 }
    }
}
