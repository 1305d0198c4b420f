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
            self = Self.noJSON(field: field, place: nil)
        @unknown default:
            self = Self.noJSON(field: nil, place: nil)
        }
    }

    /// What is wrong with a JSON text before it is any value.
    init(_ fault: JSONFault, root: String) {
        let field = fault.path.isEmpty ? nil : Self.path(fault.path, root)
        let name = field ?? root
        switch fault.reason {
        case .encoding: self = Self.notUTF8(field: field, place: fault.place)
        case .syntax: self = Self.noJSON(field: field, place: fault.place)
        case .depth:
            self.init(
                .malformed,
                chinese: "JSON 的嵌套超过 \(JSONReader.depthMax) 层。",
                english: "The JSON is nested more than \(JSONReader.depthMax) deep.",
                field: field,
                rule: "json-depth"
            )
        case .repeatedName:
            self.init(
                .malformed,
                chinese: "字段 \(name) 出现两次。",
                english: "The field \(name) is there twice.",
                field: field,
                rule: "repeated-field",
                hintChinese: "请只保留一个。",
                hintEnglish: "Keep one of them."
            )
        case .unknownName(let nearest):
            self.init(
                .malformed,
                chinese: "没有字段 \(name)" + (nearest.map { "，是不是 \($0)？" } ?? "。"),
                english: "There is no field \(name)" + (nearest.map { "; is \($0) meant?" } ?? "."),
                field: field,
                rule: "unknown-field",
                hintChinese: "全部字段见 /api/v1/openapi.yaml。",
                hintEnglish: "All fields are in /api/v1/openapi.yaml."
            )
        }
    }

    /// Bytes that are no text: nothing is repaired, as a repaired character is another one.
    private static func notUTF8(field: String?, place: (offset: Int, line: Int)?) -> APIError {
        let at = Self.words(place)
        return APIError(
            .invalid,
            chinese: "JSON 不是 UTF-8 文本\(at.chinese)。",
            english: "The JSON is not text in UTF-8\(at.english).",
            field: field,
            rule: APIError.encodingRule,
            hintChinese: "请转成 UTF-8 编码（不是 GBK）后再提交。",
            hintEnglish: "Convert it to UTF-8 (not GBK) and send it again."
        )
    }

    private static func noJSON(field: String?, place: (offset: Int, line: Int)?) -> APIError {
        let at = Self.words(place)
        let name = field.map { ("字段 \($0) ", $0) } ?? ("正文", "The text")
        return APIError(
            .malformed,
            chinese: "\(name.0)不是有效的 JSON\(at.chinese)。",
            english: "\(name.1) is not valid JSON\(at.english).",
            field: field,
            rule: "json",
            hintChinese: "请用 UTF-8 编码的 JSON，格式见 /api/v1/openapi.yaml。",
            hintEnglish: "Send JSON in UTF-8 as described by /api/v1/openapi.yaml."
        )
    }

    private static func words(
        _ place: (offset: Int, line: Int)?
    ) -> (chinese: String, english: String) {
        place.map {
            ("（第\($0.line)行，第\($0.offset + 1)字节）", " (line \($0.line), byte \($0.offset + 1))")
        } ?? ("", "")
    }

    private static func path(_ keys: [any CodingKey], _ root: String) -> String {
        keys.reduce(into: keys.isEmpty || keys[0].intValue != nil ? root : "") { path, key in
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
