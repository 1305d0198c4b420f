import Admin
import Foundation
import Testing

@testable import AdminCommand

@Suite("Commands that write")
struct WritingCommandTests {
    @Test("a directive is issued with what was said, and its id is told")
    func issue() async throws {
        let office = StubOffice()
        let outcome = await CommandRunner.run(
            arguments: [
                "directive", "issue", "--number", "成科协发〔2018〕13号", "--title", "通知",
                "--body", "请报送。", "--urgency", "特急", "--issued-on", "2018-05-03",
                "--reply-by", "2018-06-30", "--to", "510100-S01, 510100-S02", "--to", "510100-S03",
                "--carries-out", "科协发学字〔2015〕60号", "--id", Samples.id.uppercased(),
                "--user", "张三", "--lang", "zh",
            ],
            office: office
        )
        #expect(outcome.status == .success)
        let draft = try #require(office.asked.directives.first)
        #expect(
            draft
                == DirectiveDraft(
                    id: Samples.id,
                    number: "成科协发〔2018〕13号",
                    title: "通知",
                    body: "请报送。",
                    urgency: "urgent",
                    issuedOn: "2018-05-03",
                    replyBy: "2018-06-30",
                    recipients: ["510100-S01", "510100-S02", "510100-S03"],
                    carriesOut: "科协发学字〔2015〕60号"
                )
        )
        #expect(office.asked.users == ["张三"])
        #expect(
            outcome.output == """
                已签发 成科协发〔2018〕13号
                编号    \(Samples.id)
                已落盘  2018-05-03 14:22:07（北京时间）

                """
        )
    }

    @Test("what was stored is told, not what was typed")
    func storedNames() async {
        let commands = [
            [
                "directive", "issue", "--number", "（２０１８）", "--title", "t", "--body", "b", "--to",
                "1",
            ],
            ["receipt", "sign", "（２０１８）"],
            ["reply", "send", "（２０１８）", "--text", "t"],
            ["host", "510100-S1", "--name", "（２０１８）", "--level", "society"],
        ]
        for arguments in commands {
            let outcome = await CommandRunner.run(
                arguments: arguments,
                office: StubOffice { $0.names = ["〔2018〕"] }
            )
            #expect(outcome.output.contains("〔2018〕"), "\(outcome.output) \(outcome.errors)")
            #expect(!outcome.output.contains("（２０１８）"))
        }
    }

    @Test("places are granted, or given back")
    func places() async {
        let office = StubOffice()
        let spellings = [["2000"], ["1,200"], ["１２"], ["3.5万"], ["1000000"], ["--default"]]
        for rest in spellings {
            let outcome = await CommandRunner.run(
                arguments: ["office", "places", "510104"] + rest,
                office: office
            )
            #expect(outcome.status == .success)
        }
        let grants: [Int64?] = [2_000, 1_200, 12, 35_000, 1_000_000, nil]
        #expect(
            office.asked.grants == grants.map { OfficePlacesDraft(office: "510104", places: $0) }
        )
    }

    @Test("recipients are separated by commas or blanks, in one option or several")
    func recipients() async {
        for said in ["510000 510100", "510000,510100", "510000， 510100", "510000、510100"] {
            let office = StubOffice()
            _ = await CommandRunner.run(
                arguments: [
                    "directive", "issue", "--number", "1", "--title", "t", "--body", "", "--to",
                    said, "--to", "all",
                ],
                office: office
            )
            let recipients = office.asked.directives.first?.recipients
            #expect(recipients == ["510000", "510100", "all"], "\(said)")
        }
    }

    @Test("without an id each directive gets a new one")
    func newIdentifiers() async {
        let office = StubOffice()
        for _ in 0..<2 {
            _ = await CommandRunner.run(
                arguments: [
                    "directive", "issue", "--number", "1", "--title", "t", "--body", "", "--to",
                    "1",
                ],
                office: office
            )
        }
        let ids = office.asked.directives.map(\.id)
        #expect(Set(ids).count == 2)
        #expect(ids.allSatisfy { $0.wholeMatch(of: /[0-9a-f]{32}/) != nil })
    }

    @Test(
        "the words for urgency name what the API names",
        arguments: [
            ("特急", "urgent"), ("加急", "expedited"), ("平件", "normal"), ("urgent", "urgent"),
            ("expedited", "expedited"), ("normal", "normal"),
        ]
    )
    func urgency(said: String, sent: String) {
        #expect(Urgency(said: said)?.rawValue == sent)
    }

    @Test("the text comes from a file, whole")
    func bodyFile() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("一、\n二、\n", to: "body.txt")
        let office = StubOffice()
        let outcome = await CommandRunner.run(
            arguments: ["reply", "send", "60号", "--text-file", file],
            office: office
        )
        #expect(outcome.status == .success)
        #expect(office.asked.replies == [ReplyDraft(directive: "60号", text: "一、\n二、\n")])
    }

    @Test("a reply that is written anew names the revision that was shown, if it is still that")
    func replyAnew() async {
        let office = StubOffice()
        func run(_ seen: String) async -> CommandRunner.Outcome {
            await CommandRunner.run(
                arguments: ["reply", "send", "60号", "--text", "全部落实", "--seen", seen],
                office: office
            )
        }
        let revision = Samples.record.revision
        #expect(await run(RevisionMark.text(revision)).status == .success)
        #expect(office.asked.calls.first == "record reply 60号 -")
        #expect(office.asked.replies.map(\.revision) == [revision])
        let stale = await run("00000000")
        #expect(stale.status == .dataRefused && stale.errors.contains("record show"))
        #expect(office.asked.replies.count == 1)
    }

    @Test("a file that is missing, a folder or no text is named, and nothing is sent")
    func badFile() async throws {
        let folder = try TemporaryFolder()
        let binary = try folder.write(Data([0xFF, 0xFE, 0x00]), to: "binary")
        let cases: [(String, Admin.ExitStatus)] = [
            (folder.path + "/none", .notFound), (folder.path, .dataRefused),
            (binary, .dataRefused),
        ]
        for (file, status) in cases {
            let office = StubOffice()
            let outcome = await CommandRunner.run(
                arguments: ["reply", "send", "60号", "--text-file", file],
                office: office
            )
            #expect(outcome.status == status)
            #expect(outcome.errors.contains(file))
            #expect(office.asked.calls.isEmpty)
        }
    }

    @Test("figures are read as written, with and without a unit")
    func points() throws {
        #expect(
            try PointArgument.parse("members=120:人")
                == DataPointDraft(indicator: "members", value: "120", unit: "人")
        )
        #expect(
            try PointArgument.parse("balance=-3.50")
                == DataPointDraft(indicator: "balance", value: "-3.50")
        )
    }

    @Test("an invitation shows its token, and as JSON it is the API's value")
    func invite() async throws {
        let arguments = ["invite", "510100", "--name", "成都市科协", "--level", "city"]
        let outcome = await CommandRunner.run(
            arguments: arguments + ["--valid-hours", "2", "--json"],
            office: StubOffice()
        )
        let read = try JSONDecoder().decode(Invitation.self, from: Data(outcome.output.utf8))
        #expect(read == Invitation(token: "token", office: "510100", expiresAt: Samples.now))
        let told = await CommandRunner.run(arguments: arguments, office: StubOffice())
        #expect(told.output.contains("Token        token\n"))
    }

    @Test(
        "An invitation in a file is for its owner alone, and is shown nowhere else",
        arguments: [[], ["--json"]]
    )
    func inviteToFile(_ further: [String]) async throws {
        let folder = try TemporaryFolder()
        let file = "\(folder.path)/chengdu.invitation"
        let arguments = [
            "invite", "510100", "--name", "成都市科协", "--level", "city", "--output", file,
        ]
        let outcome = await CommandRunner.run(arguments: arguments + further, office: StubOffice())
        #expect(outcome.status == .success, "\(outcome.errors)")
        #expect(outcome.output.contains(file) && !outcome.output.contains("token\""))
        #expect(!outcome.output.contains("Token        token"))
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "token\n")
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions]
        #expect((mode as? NSNumber)?.intValue == 0o600)
    }

    @Test("Nobody is invited when the file is there already or cannot be made")
    func inviteToNoFile() async throws {
        let folder = try TemporaryFolder()
        let there = try folder.write("mine", to: "file")
        for (file, reason) in [
            (there, "there already"), ("\(folder.path)/none/file", "No such file"),
        ] {
            let office = StubOffice()
            let outcome = await CommandRunner.run(
                arguments: [
                    "invite", "510100", "--name", "成都市科协", "--level", "city", "--output", file,
                ],
                office: office
            )
            #expect(
                outcome.status == .usage && outcome.errors.contains(reason),
                "\(outcome.errors)"
            )
            #expect(office.asked.users.isEmpty)
        }
        #expect(try String(contentsOfFile: there, encoding: .utf8) == "mine")
    }

    @Test("a society is registered under its host")
    func host() async {
        let office = StubOffice()
        let outcome = await CommandRunner.run(
            arguments: ["host", "510100-S01", "--name", "成都市计算机学会"],
            office: office
        )
        #expect(outcome.status == .success)
        #expect(
            office.asked.hosted == [
                HostedOfficeDraft(office: "510100-S01", name: "成都市计算机学会", level: "society")
            ]
        )
    }

    @Test(
        "Offices are moved, renamed, merged and split, and people are told what to do next",
        arguments: [
            (["move", "510100", "--to", "500000"], "move", ["510100"], ["500000"]),
            (["rename", "510107", "--to", "510187"], "rename", ["510107"], ["510187"]),
            (["merge", "1/2/3", "1/2/4", "--to", "5"], "merge", ["1/2/3", "1/2/4"], ["5"]),
            (["split", "510100", "--to", "N,S"], "split", ["510100"], ["N", "S"]),
        ]
    )
    func reorganise(
        words: [String],
        kind: String,
        offices: [String],
        to: [String]
    ) async {
        let office = StubOffice()
        let outcome = await CommandRunner.run(
            arguments: ["office"] + words + ["--reason", "区划调整"],
            office: office
        )
        #expect(outcome.status == .success, "\(outcome.errors)")
        #expect(
            office.asked.reorganisations == [
                ReorganisationDraft(kind: kind, offices: offices, to: to, reason: "区划调整")
            ]
        )
        #expect(outcome.output.contains("1/2/3=1/4/3"))
        #expect(outcome.output.contains("cast-node move"))
    }

    @Test("Whoever takes a move back is told that the office stays, and not to invite anybody")
    func officeStays() async {
        let office = StubOffice { $0.reorganised = ["1/2/3=1/2/3"] }
        let outcome = await CommandRunner.run(
            arguments: ["office", "move", "1/2/3", "--to", "1/2"],
            office: office
        )
        #expect(outcome.status == .success, "\(outcome.errors)")
        #expect(outcome.output.contains("the office stays where it is"))
        #expect(!outcome.output.contains("invite"))
    }

    @Test("Whoever sets a floor above the own program is told what that means, and how to undo it")
    func floorAboveOwn() async {
        let floor = VersionFloorSummary(
            kind: 20,
            name: "report",
            version: 2,
            ownVersion: 1,
            setBy: "100000"
        )
        let office = StubOffice { $0.versionFloors = [floor] }
        let told = await CommandRunner.run(
            arguments: ["floor", "set", "report", "2"],
            office: office
        )
        #expect(told.status == .success && told.errors.contains("itself writes version 1"))
        #expect(told.errors.contains("cast-admin floor set report 1"))
        let other = await CommandRunner.run(
            arguments: ["floor", "set", "reply", "1"],
            office: office
        )
        #expect(other.status == .success && other.errors.isEmpty)
    }
}

extension WritingCommandTests {
    @Test("A signature asked for again says who signed first and when, not when it was asked")
    func signedBefore() async {
        let answer = Acknowledgement(
            ids: [Samples.id],
            changes: [],
            storeVersion: 7,
            durableAt: (Samples.now + 86_400_000) * 1_000,
            repeated: true
        ).first(at: Samples.now, by: "王敏")
        for (language, says) in [
            ("zh", "首次写入  2018-05-03 14:22:07（北京时间） 王敏"),
            ("en", "Written first  2018-05-03 14:22:07 (China time) by 王敏"),
        ] {
            let outcome = await CommandRunner.run(
                arguments: ["receipt", "sign", "x", "--lang", language],
                office: StubOffice { $0.signature = answer }
            )
            #expect(outcome.output.contains(says), "\(outcome.output)")
            #expect(!outcome.output.contains("2018-05-04"), "\(outcome.output)")
        }
    }
}
