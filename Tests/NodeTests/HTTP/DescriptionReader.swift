/// Reads what the tests compare from the API's description: its routes and its schemas.
///
/// The document is written with two spaces a level and one property a line, so its lines are enough.
struct DescriptionReader {
    struct Schema: Equatable {
        var properties: [String] = []
        var required: [String] = []
    }

    private(set) var routes: [String] = []
    private(set) var schemas: [String: Schema] = [:]

    init(_ document: String) {
        var section = ""
        var path = ""
        var schema = ""
        for line in document.split(separator: "\n") {
            let indentation = line.prefix { $0 == " " }.count
            let words = line.dropFirst(indentation)
            let key = words.hasSuffix(":") ? String(words.dropLast()) : nil
            switch (indentation, key) {
            case (0, let key?): section = key
            case (2, let key?) where section.hasPrefix("components"): section = "components/" + key
            case (2, let key?) where section == "paths": path = key
            case (4, let key?) where section == "paths": self.routes.append("\(key) \(path)")
            case (4, let key?) where section == "components/schemas":
                schema = key
                self.schemas[schema] = Schema()
            case (6, _) where section == "components/schemas" && words.hasPrefix("required: ["):
                let names = words.dropFirst("required: [".count).dropLast()
                self.schemas[schema]?.required = names.split(separator: ",").map {
                    String($0.drop { $0 == " " })
                }
            case (8, let key?) where section == "components/schemas":
                self.schemas[schema]?.properties.append(key)
            default: break
            }
        }
    }
}
