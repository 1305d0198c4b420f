import Admin
import Foundation
import Testing

@Suite("Finding the node")
struct NodeAccessTests {
    private static let token = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG"

    @Test("address and key are read from the data folder")
    func dataFolder() throws {
        let folder = try TemporaryFolder()
        _ = try folder.write("http://127.0.0.1:8510\n", to: "api.address")
        _ = try folder.write(Self.token + "\n", to: "api.token")
        let access = try NodeAccess(dataFolder: folder.path)
        #expect(access.address.description == "http://127.0.0.1:8510")
        #expect(access.token == Self.token)
        #expect(!"\(access)".contains(Self.token), "a key is never printed")
    }

    @Test(
        "a key file of another system is read: a byte order mark, carriage returns, empty lines",
        arguments: [
            "\u{FEFF}KEY\r\n", "KEY\r\nanother line\r\n", "\n  KEY\u{200B}\n", "\u{FEFF}\r\nKEY",
        ]
    )
    func foreignKeyFile(text: String) throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(
            text.replacing("KEY", with: Self.token),
            to: "token"
        )
        let address = try NodeAddress("http://127.0.0.1:8510")
        #expect(try NodeAccess(address: address, tokenFile: file).token == Self.token)
    }

    @Test("a key comes from standard input where the file is called -")
    func keyFromStandardInput() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(Self.token + "\n", to: "token")
        let input = try FileHandle(forReadingFrom: URL(filePath: file))
        let access = try StandardInput.$descriptor.withValue(input.fileDescriptor) {
            try NodeAccess(address: NodeAddress("http://127.0.0.1:8510"), tokenFile: "-")
        }
        #expect(access.token == Self.token)
    }

    @Test("a folder without a node is named")
    func emptyFolder() throws {
        let folder = try TemporaryFolder()
        let error = #expect(throws: APIError.self) { try NodeAccess(dataFolder: folder.path) }
        #expect(error?.code == .notFound)
        #expect(error?.messageEnglish.contains(folder.path + "/api.address") == true)
        #expect(error?.hintEnglish?.contains("--data-dir") == true)
    }

    @Test("a missing key is named")
    func missingToken() throws {
        let folder = try TemporaryFolder()
        _ = try folder.write("http://127.0.0.1:8510", to: "api.address")
        let error = #expect(throws: APIError.self) { try NodeAccess(dataFolder: folder.path) }
        #expect(error?.code == .notFound)
        #expect(error?.messageEnglish.contains("api.token") == true)
    }

    @Test(
        "what is no key is refused and not repeated",
        arguments: [
            "", "short", "0123456789abcdef\u{1}0123456789abcdef", "has blanks in the middle",
        ]
    )
    func badToken(text: String) throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(text, to: "token")
        let address = try NodeAddress("http://127.0.0.1:8510")
        let error = #expect(throws: APIError.self) {
            try NodeAccess(address: address, tokenFile: file)
        }
        #expect(error?.code == .malformed)
        #expect(error?.messageEnglish.contains(file) == true)
        #expect(text.isEmpty || error?.messageEnglish.contains(text) == false)
    }

    @Test(
        "an address has a scheme, a host and perhaps a port, and nothing else",
        arguments: [
            "", "127.0.0.1:8510", "ftp://host", "http://", "http://host/path", "http://u:p@host",
            "http://host?x", "http://host:0", "http://host:70000", "http://ho st",
        ]
    )
    func badAddress(text: String) {
        #expect(throws: APIError.self) { try NodeAddress(text) }
    }

    @Test(
        "good addresses are taken",
        arguments: [
            ("http://127.0.0.1:8510/", "http://127.0.0.1:8510"),
            ("https://node.example", "https://node.example"),
            ("http://[::1]:80", "http://[::1]:80"),
        ]
    )
    func goodAddress(text: String, expected: String) throws {
        #expect(try NodeAddress(text).description == expected)
    }
}
