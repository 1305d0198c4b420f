import SyncProtocol

/// The one frame that the parent sends.
enum EnrolmentAnswer: Sendable, Equatable {
    case granted(EnrolmentResponse)
    case refused(EnrolmentError)
}

extension EnrolmentAnswer: CBORCodable {
    func encode(to encoder: inout CBOREncoder) {
        encoder.map(count: 1)
        switch self {
        case .granted(let response):
            encoder.unsigned(1)
            response.encode(to: &encoder)
        case .refused(let error):
            encoder.unsigned(2)
            error.encode(to: &encoder)
        }
    }

    init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        var answer: EnrolmentAnswer?
        try decoder.fields { key, value throws(CBORError) in
            switch key {
            case 1: answer = .granted(try EnrolmentResponse(from: &value))
            case 2: answer = .refused(try EnrolmentError(from: &value))
            default: return false
            }
            return true
        }
        self = try answer.required(at: start)
    }
}
