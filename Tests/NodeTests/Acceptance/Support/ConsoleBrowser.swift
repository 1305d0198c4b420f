import Admin
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Testing

@testable import Node

/// Somebody who works with a running node by the pages of its console.
struct ConsoleBrowser {
    private let server: HTTPServer
    private let cookie: String
    private static let origin = "http://localhost"

    /// Signs in.
    init(_ node: RunningNode) async throws {
        let sessions = SessionStore { SystemTime.milliseconds() }
        self.server = try HTTPServer(
            api: AuthorisedOffice(OfficeGate(node.service, of: node.service.context)),
            configuration: HTTPServerConfiguration(
                port: 0,
                office: "\(node.service.context.office)"
            ),
            token: APIToken.random(),
            sessions: sessions,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            metrics: { "" },
            health: { _ in HealthReport(reasons: []) }
        )
        let link = sessions.signInLink(baseURL: Self.origin)
        let path = String(link.dropFirst(Self.origin.count))
        let response = try await Self.send(self.server, .get, path, [:], "")
        let cookie = try #require(response.headers[.setCookie])
        self.cookie = String(cookie.prefix { $0 != ";" })
    }

    private static func send(
        _ server: HTTPServer,
        _ method: HTTPRequest.Method,
        _ path: String,
        _ headers: HTTPFields,
        _ body: String
    ) async throws -> TestResponse {
        try await server.application.test(.router) { client in
            try await client.execute(
                uri: path,
                method: method,
                headers: headers,
                body: ByteBuffer(string: body)
            )
        }
    }

    func open(_ path: String) async throws -> TestResponse {
        try await Self.send(
            self.server,
            .get,
            path,
            [.cookie: self.cookie, .accept: "text/html"],
            ""
        )
    }

    /// Opens a page that must be there.
    func page(_ path: String) async throws -> String {
        let response = try await self.open(path)
        #expect(response.status == .ok, "\(path): \(response.status)")
        return response.text
    }

    /// Sends a form of a page, as a browser does: with all its inputs, by CR LF, under the name of 张三 unless another
    /// one is typed.
    func send(
        _ page: String,
        to part: String,
        _ typed: [String: String],
        origin: String? = Self.origin
    ) async throws -> TestResponse {
        let form = try #require(PageForm(part, in: page), "no form to \(part)")
        var values = form.values
        values["user"] = "张三"
        values.merge(typed) { $1 }
        let body = values.map { name, value in
            let lines = value.replacingOccurrences(of: "\n", with: "\r\n")
            return PercentEncoding.encode(name) + "="
                + PercentEncoding.encode(lines).replacingOccurrences(of: "%20", with: "+")
        }.joined(separator: "&")
        var headers: HTTPFields = [
            .cookie: self.cookie, .accept: "text/html",
            .contentType: "application/x-www-form-urlencoded",
        ]
        headers[.origin] = origin
        return try await Self.send(self.server, .post, form.action, headers, body)
    }
}

/// A form of a page with what stands in its inputs.
struct PageForm {
    let action: String
    private(set) var values: [String: String] = [:]

    /// - Parameter part: how the address ends to which it is sent, without its query.
    init?(_ part: String, in page: String) {
        let forms = page.matches(of: /<form method="post" action="([^"]*)"[^>]*>((?s).*?)<\/form>/)
        let found = forms.first { match in
            Self.plain(match.1).prefix { $0 != "?" }.hasSuffix(part)
        }
        guard let found else { return nil }
        self.action = Self.plain(found.1)
        let inner = String(found.2)
        for input in inner.matches(of: /<input ([^>]*)>/) {
            let attributes = String(input.1)
            let isChosen = !attributes.contains("type=\"radio\"") || attributes.contains(" checked")
            guard isChosen, let name = Self.attribute("name", attributes) else { continue }
            self.values[name] = Self.attribute("value", attributes) ?? ""
        }
        for area in inner.matches(of: /<textarea ([^>]*)>\n?((?s).*?)<\/textarea>/) {
            guard let name = Self.attribute("name", String(area.1)) else { continue }
            self.values[name] = Self.plain(area.2)
        }
        for select in inner.matches(of: /<select ([^>]*)>((?s).*?)<\/select>/) {
            guard let name = Self.attribute("name", String(select.1)) else { continue }
            let chosen = String(select.2).firstMatch(of: /<option value="([^"]*)" selected>/)
            self.values[name] = chosen.map { Self.plain($0.1) } ?? ""
        }
    }

    private static func attribute(_ name: String, _ text: String) -> String? {
        text.matches(of: /([a-z-]+)="([^"]*)"/).first { $0.1 == name }.map { Self.plain($0.2) }
    }

    private static func plain(_ text: Substring) -> String {
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
            .reduce(String(text)) {
                // By code points: a mark may stand behind what is replaced.
                $0.replacingOccurrences(of: $1.0, with: $1.1, options: .literal)
            }
    }
}
