import Admin
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import OfficeWork
import SyncProtocol

/// Files over HTTP: handed in as a request's body, got as an answer's. Never whole in memory.
struct AttachmentRoutes {
    private static let waitSecondsMax = 60
    private static let nameCharactersMax = 512
    /// What stands for itself in a header (RFC 8187).
    private static let plainCharacters = CharacterSet(
        charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~"
    )

    /// Nil where only the API's form matters.
    let attachments: OfficeGate<AttachmentService>?

    func add(to group: RouterGroup<HTTPContext>) {
        group.post("attachments") { request, context in
            let service = try await self.service(for: .addFile, context)
            let query = try QueryParameters(request, allowed: ["name"])
            let name = try query.text("name", charactersMax: Self.nameCharactersMax)
            let announced = request.headers[.contentLength].flatMap { UInt64($0) }
            let summary = try await service.add(
                name: name ?? "",
                announced: announced,
                request.body
            )
            return try Response.json(summary)
        }
        group.get("attachments/{id}") { request, context in
            let service = try await self.service(for: .file, context)
            _ = try QueryParameters(request, allowed: [])
            let attachment = try await service.file(try context.pathText("id"))
            return Self.answer(attachment, from: service)
        }
        group.post("attachments/{id}/fetch") { request, context in
            let service = try await self.service(for: .fetchFile, context)
            let query = try QueryParameters(request, allowed: ["wait"])
            let wait = try query.integer("wait", in: 0...Self.waitSecondsMax) ?? 0
            let id = try context.pathText("id")
            let progress = try await context.waiting {
                try await service.fetch(id, waitSeconds: wait)
            }
            return try Response.json(progress, status: progress.isHere ? .ok : .accepted)
        }
    }

    private func service(
        for method: OfficeMethod,
        _ context: HTTPContext
    ) async throws -> AttachmentService {
        guard let attachments = self.attachments else { throw AttachmentFault.withoutAttachments }
        return try await attachments.opened(for: method, to: try context.proven())
    }

    private static func answer(
        _ attachment: Attachment,
        from service: AttachmentService
    ) -> Response {
        let chunk = UInt64(ContentLimits.chunkByteCount)
        let chunkCount = Int((attachment.byteCount + chunk - 1) / chunk)
        let name = attachment.name.addingPercentEncoding(
            withAllowedCharacters: Self.plainCharacters
        )
        let body = ResponseBody(contentLength: Int(attachment.byteCount)) { writer in
            for index in 0..<chunkCount {
                let bytes = try await service.chunk(attachment.content, index)
                try await writer.write(ByteBuffer(bytes: bytes))
            }
            try await writer.finish(nil)
        }
        var headers: HTTPFields = [
            .contentType: attachment.mediaType,
            // Saved, never shown: what another office sent must not run in the console's name.
            .contentDisposition: "attachment; filename*=UTF-8''\(name ?? "file")",
            .eTag: "\"\(attachment.content)\"",
        ]
        if let suite = HTTPField.Name(ContentName.suiteHeader) {
            headers[suite] = "\(service.suite)"
        }
        return Response(status: .ok, headers: headers, body: body)
    }
}
