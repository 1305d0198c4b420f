import OfficeWork
import Testing

@Suite("Marks of classified documents")
struct ClassificationMarkTests {
    private static func refusesTitle(_ title: String) -> Bool {
        (try? Sample.directive { $0.title = title }) == nil
    }

    private static func refusesBody(_ body: String) -> Bool {
        (try? Sample.directive { $0.body = body }) == nil
    }

    @Test(
        "A mark is found in titles and in lines of a body, whatever is hidden in it",
        arguments: [
            "机\u{200B}密★", "【\u{FEFF}机密】", "﹝机密﹞", "‹机密>", "机密⭐", "機密★", "絕密☆", "絶密☆", "祕密★1年",
            "（秘密）",
            "〔机 密〕关于会议", "【绝密★长期】", "【秘密 1年】关于会议", "密级：机密", "密 级：秘密★3年", "机\u{AD}密 ★", "机密*1年",
            "【【机密】】", "［機密］關於會議", "秘密 1年", "绝密", "机\u{3164}密\u{2800}★", "机密级★", "【机密件】", "「機密」",
            "〈机密〉", "机密⭐\u{FE0F}",
        ]
    )
    func marks(_ mark: String) {
        #expect(Self.refusesTitle(mark))
        #expect(Self.refusesBody("附件\n　　\(mark)\n正文。"))
    }

    @Test(
        "A title bears a mark also where text follows it or it stands at the end in brackets",
        arguments: ["机密 关于会议", "机密：关于会议", "绝密—关于会议", "关于会议的通知（秘密）", "关于会议的通知【机密】", "机密.pdf"]
    )
    func titles(_ title: String) {
        #expect(Self.refusesTitle(title))
    }

    @Test(
        "Words that only sound like a mark are taken",
        arguments: [
            "秘密花园阅读活动的通知", "机密仪器学会年会", "关于精密★仪器的通知", "关于保守国家秘密的通知", "《秘密》读后感", "绝密飞行展映",
            "关于机密级计算机管理的通知", "严守秘密。★为重点单位", "秘密研究会（筹）", "密级管理培训",
        ]
    )
    func harmless(_ text: String) {
        #expect(!Self.refusesTitle(text))
        #expect(!Self.refusesBody("一、\(text)\n\(text)，请知悉。"))
    }

    @Test("Talk about grades in running text is taken")
    func talk() {
        #expect(!Self.refusesBody("国家秘密分为绝密、机密、秘密三级（机密）以下，密级由机关确定。\n精密*注"))
    }
}
