import Testing

@Suite("House rules")
struct HouseRulesTests {
    private static let core =
        SourceFile.all(below: "Sources/SyncProtocol") + SourceFile.all(below: "Sources/OfficeWork")
        + SourceFile.all(below: "Sources/PlainText") + SourceFile.all(below: "Sources/Decision")
    private static let sources = SourceFile.all(below: "Sources")

    @Test("The rules look at files that are there")
    func filesAreFound() {
        #expect(Self.core.count > 40)
        #expect(Self.sources.count > 100)
    }

    @Test("The pure core imports nothing that does I/O")
    func coreImports() {
        let allowed = [
            "Algorithms", "Crypto", "DequeModule", "HashTreeCollections", "OfficeWork",
            "OrderedCollections", "PlainText", "Swift", "SyncProtocol",
        ]
        for file in Self.core {
            let foreign = file.imports.filter { !allowed.contains($0) }
            #expect(foreign.isEmpty, "\(file) imports \(foreign)")
        }
    }

    @Test("The pure core has no clock, no chance, no waiting and no order that leaks")
    func coreIsPure() {
        let banned =
            /\b(async|await|Task|Date\(|UUID\(|\.random|\.shuffled|Set<|ContinuousClock|DispatchQueue)|\[(?!keyPath)\w+: \w+\](?!\()/
        for file in Self.core {
            let places = file.places(of: banned)
            #expect(places.isEmpty, "\(places.joined(separator: "\n"))")
        }
    }

    @Test("Only the store's SQLite folder knows GRDB")
    func grdbIsConfined() {
        for file in Self.sources where !file.path.hasPrefix("Sources/Store/SQLite/") {
            #expect(
                !file.imports.contains("GRDB") && !file.imports.contains("GRDBSQLite"),
                "\(file)"
            )
        }
    }

    @Test("Only the store's SQLite folder writes what only SQLite understands")
    func sqlIsPortable() {
        let own =
            /x'[0-9A-Fa-f]*'|WITHOUT ROWID|\b(INTEGER|BLOB|PRAGMA|AUTOINCREMENT|GLOB|rowid|INSERT OR|REPLACE INTO|sqlite_\w+)\b|\b(INSTR|RAISE|IFNULL|GROUP_CONCAT|TOTAL|HEX|STRFTIME)\(/
        for file in Self.sources
        where file.path.hasPrefix("Sources/Store/")
            && !file.path.hasPrefix("Sources/Store/SQLite/")
        {
            for (number, line) in file.lines.enumerated() {
                #expect(line.firstMatch(of: own) == nil, "\(file.path):\(number + 1): \(line)")
            }
        }
    }

    @Test("No code names a hash of its own: what counts goes by the tree's suite")
    func oneHash() {
        let folder = "Sources/SyncProtocol/Identity/"
        let hashing = /\b(SHA256|SHA384|SHA512|Insecure|HMAC)\b|\.sha256\(/
        // Fingerprints are of certificates, and of what is checked for slips and torn writes.
        let fingerprints = [
            "Sources/Node/Enrolment/EnrolmentToken.swift",
            "Sources/Node/Identity/Certificate+Office.swift",
            "Sources/Node/Identity/NodeKey.swift",
            "Sources/Store/Files/FenceFile.swift",
        ]
        // Whoever keeps a backup checks it by sha256sum; cast-admin links no suite.
        let programs = [
            "Sources/Admin/Client/ContentName.swift",
            "Sources/Node/Backup/BackupFiles.swift",
        ]
        for file in Self.sources where !file.path.hasPrefix(folder) {
            let hashes = programs.contains(file.path) ? [] : file.places(of: hashing)
            #expect(hashes.isEmpty, "\(hashes.joined(separator: "\n"))")
            let named = file.places(of: /\bFingerprint\.of\(/)
            let isAllowed = fingerprints.contains(file.path)
            #expect(named.isEmpty != isAllowed, "\(file) \(named)")
        }
    }

    @Test("The console and cast-admin never open the store")
    func adminKnowsNoStore() {
        let banned = ["Store", "SyncProtocol", "OfficeWork", "GRDB", "Node"]
        for file in Self.sources where file.path.hasPrefix("Sources/Admin/") {
            let found = file.imports.filter(banned.contains)
            #expect(found.isEmpty, "\(file) imports \(found)")
        }
    }

    @Test("The store knows neither sockets nor pages")
    func storeKnowsNoNetwork() {
        for file in Self.sources where file.path.hasPrefix("Sources/Store/") {
            let found = file.imports.filter {
                $0.hasPrefix("NIO") || $0 == "Hummingbird" || $0 == "Admin"
            }
            #expect(found.isEmpty, "\(file) imports \(found)")
        }
    }

    @Test("Nothing crashes on purpose, nothing is left for later, nothing is public")
    func bannedWords() {
        let banned = /\b(fatalError|try!|as!|TODO|FIXME|XXX|Thread\.sleep|usleep|public)\b/
        for file in Self.sources {
            let places = file.places(of: banned)
            #expect(places.isEmpty, "\(places.joined(separator: "\n"))")
        }
    }

    @Test("Tests wait for conditions, they do not sleep")
    func testsDoNotSleep() {
        let banned = /\b(Thread\.sleep|usleep|sleep\()/
        for file in SourceFile.all(below: "Tests") where !file.path.hasPrefix("Tests/TidyTests/") {
            let places = file.places(of: banned)
            #expect(places.isEmpty, "\(places.joined(separator: "\n"))")
        }
    }

    @Test("Files stay small enough to read")
    func fileLength() {
        for file in Self.sources {
            #expect(file.lines.count <= 500, "\(file) has \(file.lines.count) lines")
        }
    }
}
