import Admin
import Decision
import PlainText

/// What people read of an event.
extension StoreEvent {
    var english: String { EventWords(self.details).text(self.kind).english }
    var chinese: String { EventWords(self.details).text(self.kind).chinese }
}
