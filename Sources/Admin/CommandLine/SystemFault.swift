import Foundation

/// The system's own word on why something could not be done.
package struct SystemFault: Error, Sendable, Equatable {
    /// An error number as `errno` has it.
    package let code: Int32

    package init(code: Int32) {
        self.code = code
    }

    /// What the last call to the system said.
    package static func last() -> SystemFault { SystemFault(code: errno) }

    /// In the system's words.
    package var text: String { String(cString: strerror(self.code)) }
}
