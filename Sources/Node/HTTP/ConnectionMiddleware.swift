import HTTPTypes
package import Hummingbird
import NIOCore

/// Lets a request's handlers know of the connection that it came over. A client that waits for word before it sends
/// its body gets it when somebody begins to read, so what is refused before is never sent.
package struct ConnectionMiddleware: RouterMiddleware {
    private let connections: HTTPConnections

    init(connections: HTTPConnections) {
        self.connections = connections
    }

    package func handle(
        _ request: Request,
        context: HTTPContext,
        next: @concurrent (Request, HTTPContext) async throws -> Response
    ) async throws -> Response {
        guard let connection = self.connections.connection(of: context.channel) else {
            return try await next(request, context)
        }
        var (request, context) = (request, context)
        context.connection = connection
        if request.headers[.expect] != nil {
            let body = AwaitedBody(body: request.body, connection: connection)
            request.body = RequestBody(asyncSequence: body)
        }
        return try await next(request, context)
    }
}

/// A body that is asked for when it is read.
private struct AwaitedBody: AsyncSequence, Sendable {
    let body: RequestBody
    let connection: HTTPConnection

    func makeAsyncIterator() -> RequestBody.AsyncIterator {
        self.connection.askForBody()
        return self.body.makeAsyncIterator()
    }
}
