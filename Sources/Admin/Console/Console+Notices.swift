extension Console {
    /// What a browser sees that has not signed in.
    /// - Parameter command: The command line that prints a sign-in link.
    package func signInNeeded(command: String, _ language: ConsoleLanguage) -> String {
        self.notice(
            language,
            title: language.say("请先登录", "Please sign in"),
            chinese: NoticeView.Wording(
                languageTag: ConsoleLanguage.chinese.tag,
                heading: "请先登录",
                text: "在本节点所在的机器上运行下面的命令（给出数据目录），再用浏览器打开它给出的登录链接。链接 15 分钟内有效，只能用一次。",
                command: command,
                path: nil,
                pathWords: nil
            ),
            english: NoticeView.Wording(
                languageTag: ConsoleLanguage.english.tag,
                heading: "Please sign in",
                text:
                    "On the machine of this node, run the command below with the data folder and open the link that it prints. The link works once, within 15 minutes.",
                command: command,
                path: nil,
                pathWords: nil
            )
        )
    }

    /// What a browser sees right after it signed in; it goes on to the first page by itself.
    ///
    /// A page of our own, not a redirect: a browser that came here from another site does not send
    /// a strict cookie along a redirect.
    package func signedIn(_ language: ConsoleLanguage) -> String {
        self.notice(
            language,
            title: language.say("已登录", "Signed in"),
            continuesAt: "/",
            chinese: NoticeView.Wording(
                languageTag: ConsoleLanguage.chinese.tag,
                heading: "已登录",
                text: "正在进入总览页。",
                command: nil,
                path: "/",
                pathWords: "现在进入"
            ),
            english: NoticeView.Wording(
                languageTag: ConsoleLanguage.english.tag,
                heading: "Signed in",
                text: "Going on to the overview.",
                command: nil,
                path: "/",
                pathWords: "Go there now"
            )
        )
    }

    /// What a browser sees that has asked for a file.
    ///
    /// - Parameter isHere: whether the file has come meanwhile.
    package func fetching(isHere: Bool, _ language: ConsoleLanguage) -> String {
        let title =
            isHere
            ? Phrase("附件已取到", "The file is here") : Phrase("正在取回附件", "The file is being fetched")
        let text =
            isHere
            ? Phrase("请返回文件页面下载。", "Go back to the document's page to save it.")
            : Phrase(
                "节点会从相邻节点取回，断线后接着取。请稍后回到文件页面下载。",
                "The node fetches it from its neighbours, and goes on after a cut. Go back to the document's page in a while to save it."
            )
        return self.notice(
            language,
            title: language.say(title),
            chinese: NoticeView.Wording(
                languageTag: ConsoleLanguage.chinese.tag,
                heading: title.chinese,
                text: text.chinese,
                command: nil,
                path: "/directives",
                pathWords: "下发文件"
            ),
            english: NoticeView.Wording(
                languageTag: ConsoleLanguage.english.tag,
                heading: title.english,
                text: text.english,
                command: nil,
                path: "/directives",
                pathWords: "Directives"
            )
        )
    }

    /// What a browser sees when something is wrong.
    package func problem(_ error: APIError, _ language: ConsoleLanguage) -> String {
        self.notice(
            language,
            title: language.say("无法显示", "Cannot be shown"),
            chinese: NoticeView.Wording(
                languageTag: ConsoleLanguage.chinese.tag,
                heading: error.messageChinese,
                text: error.hintChinese ?? "",
                command: nil,
                path: "/",
                pathWords: "返回总览"
            ),
            english: NoticeView.Wording(
                languageTag: ConsoleLanguage.english.tag,
                heading: error.messageEnglish,
                text: error.hintEnglish ?? "",
                command: nil,
                path: "/",
                pathWords: "Back to the overview"
            )
        )
    }

    private func notice(
        _ language: ConsoleLanguage,
        title: String,
        continuesAt: String? = nil,
        chinese: NoticeView.Wording,
        english: NoticeView.Wording
    ) -> String {
        let page = PageView(
            title: title,
            path: "/",
            showsNavigation: false,
            continuesAt: continuesAt,
            language: language,
            content: NoticeView(chinese: chinese, english: english, first: language)
        )
        return self.render(page, "notice")
    }
}
