import Admin
import Foundation
import Testing

@Suite("A file that comes to its place when it is whole")
struct FreshFileTests {
    private let folder: TemporaryFolder

    init() throws {
        self.folder = try TemporaryFolder()
    }

    private func place(_ name: String) -> String { self.folder.path + "/" + name }

    private var names: [String] {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: self.folder.path).sorted()
        }
    }

    private func text(_ name: String) throws -> String {
        try String(contentsOfFile: self.place(name), encoding: .utf8)
    }

    private func begin(_ name: String, _ text: String) throws -> FreshFile {
        let file = try FreshFile(for: self.place(name), mode: 0o600)
        try file.write(text.utf8)
        return file
    }

    @Test("What lies beside it is left alone, whatever it is called")
    func besides() throws {
        _ = try self.folder.write("mine", to: "a.pdf.part")
        let file = try self.begin("a.pdf", "whole")
        #expect(try self.names.count == 2, "not at its place yet")
        try file.place(replacing: false)
        #expect(try self.names == ["a.pdf", "a.pdf.part"])
        #expect(try self.text("a.pdf") == "whole" && self.text("a.pdf.part") == "mine")
    }

    @Test("Of two files for one place the later one is refused, and the earlier stays whole")
    func twoForOnePlace() throws {
        let first = try self.begin("a.pdf", "first")
        let second = try self.begin("a.pdf", "second")
        #expect(first.path != second.path)
        try second.place(replacing: false)
        #expect(throws: SystemFault(code: EEXIST)) { try first.place(replacing: false) }
        first.discard()
        #expect(try self.text("a.pdf") == "second")
        #expect(try self.names == ["a.pdf"])
    }

    @Test("A link that leads nowhere has the name; it is not followed", arguments: [false, true])
    func danglingLink(replaces: Bool) throws {
        let link = self.place("a.pdf")
        try FileManager.default.createSymbolicLink(
            atPath: link,
            withDestinationPath: self.place("elsewhere")
        )
        let file = try self.begin("a.pdf", "whole")
        if replaces {
            try file.place(replacing: true)
            #expect(try self.text("a.pdf") == "whole")
        } else {
            #expect(throws: SystemFault(code: EEXIST)) { try file.place(replacing: false) }
            file.discard()
        }
        #expect(try self.names == ["a.pdf"])
    }

    @Test("A name of 253 bytes is as good as a short one")
    func longName() throws {
        let name = String(repeating: "方", count: 83) + ".pdf"
        try self.begin(name, "whole").place(replacing: false)
        #expect(name.utf8.count == 253)
        #expect(try self.names == [name])
    }

    @Test("What is discarded or let go of leaves nothing, what is placed stays")
    func discarded() throws {
        try self.begin("a", "x").discard()
        _ = try self.begin("b", "x")
        let placed = try self.begin("c", "x")
        try placed.place(replacing: false)
        placed.discard()
        #expect(try self.names == ["c"])
    }

    @Test("Leftovers of a killed program are told from everything else")
    func leftovers() throws {
        _ = try self.folder.write("", to: ".cast-0123456789abcdef.part")
        let others = [".cast-settings.part", ".cast-0123456789abcdef", "0123456789abcdef.part"]
        for name in others { _ = try self.folder.write("", to: name) }
        FreshFile.removeLeftovers(in: self.folder.path)
        #expect(try self.names == others.sorted())
    }

    @Test("A folder that is not there is said in the system's words")
    func missingFolder() {
        #expect(throws: SystemFault(code: ENOENT)) {
            _ = try FreshFile(for: self.place("none/a.pdf"), mode: 0o600)
        }
    }
}
