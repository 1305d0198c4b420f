/// What is needed to talk to a node: where it answers and the key that opens it.
package struct NodeAccess: Sendable, Equatable {
    /// The file in a node's data folder that holds its address.
    package static let addressFileName = "api.address"
    /// The file in a node's data folder that holds its key.
    package static let tokenFileName = "api.token"
    /// Lengths that a key may have, in characters.
    private static let tokenLengths = 16...512

    package let address: NodeAddress
    /// A secret: MUST NOT be printed or logged.
    package let token: String

    /// - Parameter token: The key as the node wrote it; base64url.
    /// - Throws: ``APIError`` with the code `malformed` when the key is none.
    package init(address: NodeAddress, token: String) throws(APIError) {
        guard Self.tokenLengths.contains(token.utf8.count),
            token.utf8.allSatisfy(Self.isTokenByte)
        else {
            throw Self.noToken(in: nil)
        }
        self.address = address
        self.token = token
    }

    /// Reads both from the folder in which a node on this machine keeps its data.
    ///
    /// - Throws: ``APIError`` that names the file: `notFound` when it is missing, `forbidden` when
    ///   it may not be read, `malformed` when it holds something else.
    package init(dataFolder: String) throws(APIError) {
        let addressFile = Self.join(dataFolder, Self.addressFileName)
        let text: String
        do throws(APIError) {
            text = try SmallFile.line(of: addressFile)
        } catch {
            guard error.code == .notFound else { throw error }
            throw Self.noNode(in: dataFolder, addressFile: addressFile)
        }
        let address: NodeAddress
        do throws(APIError) {
            address = try NodeAddress(text)
        } catch {
            throw Self.noAddress(in: addressFile)
        }
        try self.init(address: address, tokenFile: Self.join(dataFolder, Self.tokenFileName))
    }

    /// - Parameter tokenFile: A file whose first line is the key.
    /// - Throws: ``APIError`` as ``init(dataFolder:)`` does.
    package init(address: NodeAddress, tokenFile: String) throws(APIError) {
        let token = try SmallFile.line(of: tokenFile)
        do throws(APIError) {
            try self.init(address: address, token: token)
        } catch {
            throw Self.noToken(in: tokenFile)
        }
    }
}

extension NodeAccess {
    /// Whether somebody takes connections at the address: anything but a connection that is refused.
    package func isAnswering() async -> Bool {
        do {
            return try await OfficeClient.withClient(self) { try await $0.transport.isAnswering() }
        } catch {
            return true
        }
    }
}

extension NodeAccess: CustomStringConvertible {
    /// The address; never the key.
    package var description: String { self.address.description }
}

extension NodeAccess {
    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"),
            UInt8(ascii: "="):
            true
        default:
            false
        }
    }

    private static func join(_ folder: String, _ name: String) -> String {
        folder.hasSuffix("/") ? folder + name : folder + "/" + name
    }

    private static func noNode(in folder: String, addressFile: String) -> APIError {
        APIError(
            .notFound,
            chinese: "文件夹 \(folder) 里没有正在运行的节点：找不到 \(addressFile)",
            english: "no node is running in the folder \(folder): there is no \(addressFile)",
            hintChinese: "请用 --data-dir 指明节点的数据文件夹，或用 cast-node run 启动节点",
            hintEnglish: "name the node's data folder with --data-dir, "
                + "or start the node with cast-node run"
        )
    }

    private static func noAddress(in file: String) -> APIError {
        APIError(
            .malformed,
            chinese: "文件 \(file) 里没有节点地址",
            english: "the file \(file) does not hold the address of a node",
            hintChinese: "重新启动节点即可重写此文件",
            hintEnglish: "starting the node again writes it anew"
        )
    }

    private static func noToken(in file: String?) -> APIError {
        APIError(
            .malformed,
            chinese: file.map { "文件 \($0) 里没有节点的密钥" } ?? "这不是节点的密钥",
            english: file.map { "the file \($0) does not hold the key of a node" }
                ?? "this is not the key of a node",
            hintChinese: "密钥在节点数据文件夹的 \(Self.tokenFileName) 里",
            hintEnglish: "the key is in the file \(Self.tokenFileName) of the node's data folder"
        )
    }
}
