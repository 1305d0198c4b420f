import Admin

extension APIError {
    /// What is wrong with a JSON body, and where.
    ///
    /// - Parameter root: What the body is, as the first word of the path: `reports` gives `reports[3].points[0].value`.
    init(_ error: DecodingError, root: String) {
        switch error {
        case .keyNotFound(let key, let context):
            let field = Self.path(context.codingPath + [key], root)
            self.init(
                .malformed,
                chinese: "缺少字段 \(field)。",
                english: "The field \(field) is missing.",
                field: field,
                rule: "required"
            )
        case .valueNotFound(_, let context):
            let field = Self.path(context.codingPath, root)
            self.init(
                .malformed,
                chinese: "字段 \(field) 不能为空。",
                english: "The field \(field) must not be null.",
                field: field,
                rule: "required"
            )
        case .typeMismatch(let type, let context):
            let field = Self.path(context.codingPath, root)
            let expected = Self.words(type)
            self.init(
                .malformed,
                chinese: "字段 \(field) 的类型不对，应为\(expected.chinese)。",
                english: "The field \(field) has the wrong type; it must be \(expected.english).",
                field: field,
                rule: "type"
            )
        case .dataCorrupted(let context):
            let field = context.codingPath.isEmpty ? nil : Self.path(context.codingPath, root)
            let place = (field.map { "字段 \($0) " } ?? "请求正文", field ?? "The request's body")
            self.init(
                .malformed,
                chinese: "\(place.0)不是有效的 JSON。",
                english: "\(place.1) is not valid JSON.",
                field: field,
                rule: "json",
                hintChinese: "请用 UTF-8 编码的 JSON，格式见 /api/v1/openapi.yaml。",
                hintEnglish: "Send JSON in UTF-8 as described by /api/v1/openapi.yaml."
            )
        @unknown default:
            self.init(
                .malformed,
                chinese: "无法读取请求正文。",
                english: "The request's body cannot be read.",
                rule: "json"
            )
        }
    }

    private static func path(_ keys: [any CodingKey], _ root: String) -> String {
        keys.reduce(into: keys.first?.intValue == nil ? "" : root) { path, key in
            if let index = key.intValue {
                path += "[\(index)]"
            } else {
                path += path.isEmpty ? key.stringValue : "." + key.stringValue
            }
        }
    }

    private static func words(_ type: Any.Type) -> (chinese: String, english: String) {
        switch type {
        case is String.Type: ("字符串", "a string")
        case is Bool.Type: ("布尔值", "a boolean")
        case is any BinaryInteger.Type: ("整数", "an integer")
        case is any Collection.Type: ("数组或对象", "an array or object")
        default: ("对象", "an object")
        }
    }
}
