import Decision
import NIOCore
import SyncProtocol
import Testing

@testable import Node

@Suite("Tokens, answers and limits as values")
struct EnrolmentValueTests {
    private static let now: Int64 = 1_751_328_000_000

    private func token() throws -> EnrolmentToken {
        let secret = try #require(EnrolmentSecret(bytes: Array(0..<16)))
        return try #require(
            EnrolmentToken(
                tree: TreeID(high: 1, low: 2),
                suite: .ed25519,
                rootHash: Digest256(words: (1, 2, 3, 4)),
                parentHost: "sync.example.org",
                parentPort: 7_443,
                path: path("100000/510000/510100"),
                secret: secret,
                expiresAt: Self.now + 1
            )
        )
    }

    @Test("a token survives copying with line breaks and spaces")
    func roundTrip() throws {
        let text = try self.token().text
        #expect(text.hasPrefix("cast1-"))
        let torn = "  " + text.prefix(40) + "\r\n " + text.dropFirst(40) + "\n"
        let read = try EnrolmentToken(text: torn, now: Self.now)
        #expect(read.text == text)
        #expect(read.path == path("100000/510000/510100"))
        #expect(read.parentPath == path("100000/510000"))
        #expect(read.parentHost == "sync.example.org")
        #expect(read.parentPort == 7_443)
        #expect(read.secret.bytes == Array(0..<16))
    }

    @Test("each way to spoil a token has its own error")
    func errors() throws {
        let text = try self.token().text
        func error(_ text: String, now: Int64 = Self.now) -> EnrolmentTokenError? {
            do {
                _ = try EnrolmentToken(text: text, now: now)
                return nil
            } catch {
                return error
            }
        }
        #expect(error("") == .wrongPrefix)
        #expect(error("cast2-" + text.dropFirst(6)) == .wrongPrefix)
        #expect(error(String(text.dropLast())) == .damaged)
        #expect(error("cast1-") == .damaged)
        #expect(error(text + "A") == .damaged)
        #expect(error(text.replacingLast(with: "!")) == .damaged)
        #expect(error(text, now: Self.now + 1) == .expired(at: Self.now + 1))
        let foreign: [UInt8] = [0xA1, 1, 2]
        let check = Fingerprint.of(foreign).bytes.prefix(4)
        #expect(error("cast1-" + Base64URL.text(foreign + check)) == .unsupported)
    }

    @Test("one wrong character anywhere in a token is noticed")
    func wrongCharacters() throws {
        let characters = Array(try self.token().text)
        for index in 6..<characters.count {
            var copy = characters
            copy[index] = copy[index] == "A" ? "B" : "A"
            #expect(throws: EnrolmentTokenError.damaged) {
                try EnrolmentToken(text: String(copy), now: Self.now)
            }
        }
    }

    @Test("base64url has one text for any bytes", arguments: 0..<20)
    func base64(count: Int) {
        let bytes = (0..<count).map { UInt8(($0 * 83 + count * 7) % 256) }
        let text = Base64URL.text(bytes)
        #expect(Base64URL.bytes(text) == bytes)
        #expect(Base64URL.bytes(text + "=") == nil)
    }

    @Test("base64url refuses texts with loose bits")
    func looseBits() {
        #expect(Base64URL.bytes("AA") == [0])
        #expect(Base64URL.bytes("AB") == nil)
        #expect(Base64URL.bytes("A") == nil)
    }

    @Test("answers keep their content on the wire")
    func answers() throws {
        let response = EnrolmentResponse(
            certificateChain: [[1], [2, 3]],
            credentials: [4],
            level: "city",
            nameChinese: "成都市科学技术协会",
            nameEnglish: nil
        )
        for answer in [EnrolmentAnswer.granted(response), .refused(.tokenUsed)] {
            #expect(try EnrolmentAnswer(decoding: answer.encoded()) == answer)
        }
        #expect(throws: CBORError.self) { try EnrolmentAnswer(decoding: [0xA0]) }
    }

    @Test("a secret fits its own hash only and is not printed")
    func secrets() throws {
        let secret = EnrolmentSecret.random()
        #expect(secret.matches(secret.hash(by: .ed25519), by: .ed25519))
        #expect(!secret.matches(EnrolmentSecret.random().hash(by: .ed25519), by: .ed25519))
        #expect("\(secret)" == "EnrolmentSecret(…)")
        #expect(!ConstantTime.isEqual([1], [1, 2]))
    }

    @Test("failures block an address for the window only, and memory stays bounded")
    func limiter() throws {
        var limiter = EnrolmentLimiter()
        let guesser = AddressKey(try SocketAddress(ipAddress: "10.0.0.1", port: 1))
        var allowed: [Bool] = []
        for _ in 0..<EnrolmentLimiter.failuresMax {
            allowed.append(limiter.mayTry(guesser, now: 0))
            limiter.failed(guesser, now: 0)
        }
        #expect(allowed.allSatisfy { $0 })
        let inside = limiter.mayTry(guesser, now: EnrolmentLimiter.windowMilliseconds - 1)
        #expect(!inside)
        let after = limiter.mayTry(guesser, now: EnrolmentLimiter.windowMilliseconds)
        #expect(after)
        limiter.failed(guesser, now: 1_000)
        let clockSetBack = limiter.mayTry(guesser, now: -5_000)
        #expect(clockSetBack)
        for index in 0..<(EnrolmentLimiter.addressesMax + 10) {
            let address = try SocketAddress(
                ipAddress: "10.1.\(index / 250).\(index % 250)",
                port: 1
            )
            limiter.failed(AddressKey(address), now: 2_000)
        }
        #expect(limiter.addressCount == EnrolmentLimiter.addressesMax)
    }
}

extension String {
    fileprivate func replacingLast(with character: Character) -> String {
        String(self.dropLast()) + String(character)
    }
}
