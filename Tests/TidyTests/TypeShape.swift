/// What the text of the sources says about one type: how many properties it stores, and over how many files it is
/// spread.
struct TypeShape {
    /// With the types around it, for example `LinkHub.Row`.
    let name: String
    /// Where it is declared.
    var path = ""
    var isClass = false
    var storedCount = 0
    /// One of them is its own business.
    var hasPrivate = false
    /// Files besides its own that extend it.
    var extensionPaths: [String] = []

    /// All its properties are in the open: it is a row, a view or the settings of something, as wide as what it
    /// lists.
    var isRecord: Bool { !self.isClass && !self.hasPrivate }

    /// The types of these files, by their names.
    static func all(in files: [SourceFile]) -> [String: TypeShape] {
        var shapes: [String: TypeShape] = [:]
        for file in files { Self.read(file, into: &shapes) }
        for (name, shape) in shapes {
            shapes[name]?.extensionPaths = shape.extensionPaths.filter { $0 != shape.path }
        }
        return shapes
    }

    /// A declaration that is open: what is indented further stands in it.
    private struct Scope {
        let indent: Int
        let name: String
    }

    private static func read(_ file: SourceFile, into shapes: inout [String: TypeShape]) {
        var scopes: [Scope] = []
        // Cheap to ask, unlike the expressions below.
        let words = ["struct ", "class ", "enum ", "actor ", "extension ", "let ", "var "]
        for line in file.lines where words.contains(where: line.contains) {
            let code = SourceFile.code(of: line)
            let text = code.drop { $0 == " " }
            guard !text.isEmpty else { continue }
            let indent = code.count - text.count
            scopes.removeAll { indent <= $0.indent }
            if let match = text.firstMatch(of: Self.declaration) {
                let name = (scopes.map(\.name) + [String(match.output.3)]).joined(separator: ".")
                Self.declare(name, String(match.output.2), file, indent, into: &shapes)
                if !text.hasSuffix("}") {
                    scopes.append(Scope(indent: indent, name: String(match.output.3)))
                }
            } else if let scope = scopes.last, indent == scope.indent + 4,
                text.firstMatch(of: Self.property) != nil, Self.isStored(text)
            {
                let name = scopes.map(\.name).joined(separator: ".")
                shapes[name, default: TypeShape(name: name)].storedCount += 1
                if text.contains("private let ") || text.contains("private var ") {
                    shapes[name]?.hasPrivate = true
                }
            }
        }
    }

    private static func declare(
        _ name: String,
        _ kind: String,
        _ file: SourceFile,
        _ indent: Int,
        into shapes: inout [String: TypeShape]
    ) {
        var shape = shapes[name] ?? TypeShape(name: name)
        if kind != "extension" {
            shape.path = file.path
            shape.isClass = kind == "class" || kind == "actor"
        } else if indent == 0, shape.extensionPaths.last != file.path {
            shape.extensionPaths.append(file.path)
        }
        shapes[name] = shape
    }

    /// What has no body of its own, or a value besides it.
    private static func isStored(_ text: Substring) -> Bool {
        if text.contains("static ") { return false }
        return !text.hasSuffix("}") && !text.hasSuffix("{") || text.contains(" = ")
    }

    private static var declaration: Regex<(Substring, Substring?, Substring, Substring)> {
        /^((?:package|private|fileprivate|final|indirect|@\w+(?:\([^)]*\))?|\s)+)?(struct|class|enum|actor|extension)\s+([\w.]+)/
    }

    private static var property: Regex<Substring> {
        /^(?:(?:package|private|fileprivate|internal|weak|unowned|nonisolated|lazy|final)(?:\(\w+\))?\s+)*(?:let|var)\s+[\w(]/
    }
}
