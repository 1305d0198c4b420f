/// A file that a person has named could not be written.
package struct UnwrittenFile: Error, Equatable {
    package let path: String
    package let fault: SystemFault

    package init(path: String, fault: SystemFault) {
        self.path = path
        self.fault = fault
    }
}
