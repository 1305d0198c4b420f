import Admin
import OfficeWork
import SyncProtocol

// What is said to people who mean an office that is not there, or may mean several.

extension APIError {
    init(_ fault: OfficeSearchFault, field: String, _ roster: Roster) {
        switch fault {
        case .unknown(let text): self = OfficeFault.unknownOffice(text, field: field)
        case .several(let text, let paths):
            self = OfficeFault.ambiguousOffice(text, paths, field: field, roster)
        case .severalNamed(let text, let paths):
            self = OfficeFault.ambiguousName(text, paths, field: field)
        }
    }

    init(_ fault: AddressFault, _ roster: Roster) {
        let field = "recipients[\(fault.place)]"
        switch fault.reason {
        case .nobodyBelow(let text): self = OfficeFault.noOfficeBelow(text, field: field, roster)
        case .emptyClass(let text): self = OfficeFault.nobodyAddressed(text, field: field, roster)
        case .several(let text, let paths):
            self = OfficeFault.ambiguousOffice(text, paths, field: field, roster)
        case .severalNamed(let text, let paths):
            self = OfficeFault.ambiguousName(text, paths, field: field)
        }
    }

    init(_ fault: ReorganisationFault, _ roster: Roster) {
        switch fault {
        case .incomplete(let field):
            self.init(
                .invalid,
                chinese: "请写明原单位和去向",
                english: "name the office and where it goes",
                field: field,
                rule: "required"
            )
        case .search(let fault, let field): self.init(fault, field: field, roster)
        case .noPlace(let text):
            self.init(
                .invalid,
                chinese: "\(text) 不是单位代码或路径，或者层级太深",
                english: "\(text) is neither an office's id nor a path, or lies too deep",
                field: "to",
                rule: "office-format"
            )
        case .twin(let path, let twin):
            self = OfficeFault.twinOffice(path.office.text, of: twin.office.text)
        case .saidElsewhere(let word, let office):
            self = OfficeFault.saidElsewhere(word, of: office)
        case .invalid(let error): self.init(error)
        }
    }
}
