@testable import Node

/// A parent that decides when the test says so.
actor SlowAuthority: EnrolmentAuthority {
    private var request: CheckedContinuation<Void, Never>?
    private var observer: CheckedContinuation<Void, Never>?

    func enrol(_ request: EnrolmentRequest) async throws(EnrolmentError) -> EnrolmentResponse {
        await withCheckedContinuation { continuation in
            self.request = continuation
            self.observer?.resume()
            self.observer = nil
        }
        throw .unknownToken
    }

    /// Returns when a request waits.
    func isAsked() async {
        guard self.request == nil else { return }
        await withCheckedContinuation { self.observer = $0 }
    }

    func decide() {
        self.request?.resume()
        self.request = nil
    }
}
