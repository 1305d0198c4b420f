import HTTPTypes
import Hummingbird
import Synchronization

/// The addresses of a node and what each takes: whoever asks an address for what it does not do is told what it does.
package final class RouteBook: Sendable {
    private struct Route {
        let segments: [Substring]
        let method: HTTPRequest.Method

        /// A segment in braces stands for any text.
        func matches(_ path: [Substring]) -> Bool {
            path.count == self.segments.count
                && zip(self.segments, path).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
        }
    }

    private let routes = Mutex<[Route]>([])

    package init() {}

    /// Notes all routes of a router that is put together.
    func read(_ router: Router<HTTPContext>) {
        let routes = router.routes.map { route in
            Route(segments: "\(route.path)".split(separator: "/"), method: route.method)
        }
        self.routes.withLock { $0 = routes }
    }

    /// The methods that an address takes, in the order of their names; none where there is no such address.
    func methods(at path: String) -> [HTTPRequest.Method] {
        let segments = path.split(separator: "/")
        let found = self.routes.withLock { routes in
            routes.filter { $0.matches(segments) }.map(\.method)
        }
        // What is got can be asked about, too.
        let all = found.contains(.get) && !found.contains(.head) ? found + [.head] : found
        return all.sorted { $0.rawValue < $1.rawValue }
    }
}
