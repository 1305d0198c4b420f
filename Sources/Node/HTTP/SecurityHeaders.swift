import HTTPTypes
package import Hummingbird

/// Tells browsers to load nothing from elsewhere, to guess nothing and to keep nothing.
package struct SecurityHeaders: RouterMiddleware {
    private static let contentSecurityPolicy =
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

    package func handle(
        _ request: Request,
        context: HTTPContext,
        next: @concurrent (Request, HTTPContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        response.headers[.contentSecurityPolicy] = Self.contentSecurityPolicy
        response.headers[.xContentTypeOptions] = "nosniff"
        // Not `no-referrer`: with it browsers send `Origin: null` along with our own forms.
        response.headers[.referrerPolicy] = "same-origin"
        response.headers[.crossOriginOpenerPolicy] = "same-origin"
        response.headers[.crossOriginResourcePolicy] = "same-origin"
        if response.headers[.cacheControl] == nil {
            response.headers[.cacheControl] = "no-store"
        }
        return response
    }
}

extension HTTPField.Name {
    static let referrerPolicy = Self.constant("Referrer-Policy")
    static let crossOriginOpenerPolicy = Self.constant("Cross-Origin-Opener-Policy")
    static let castUser = Self.constant("X-Cast-User")
    static let fetchSite = Self.constant("Sec-Fetch-Site")
    static let forwarded = Self.constant("Forwarded")
    static let forwardedFor = Self.constant("X-Forwarded-For")

    private static func constant(_ name: String) -> HTTPField.Name {
        guard let field = HTTPField.Name(name) else {
            preconditionFailure("\(name) is not a header's name")
        }
        return field
    }
}
