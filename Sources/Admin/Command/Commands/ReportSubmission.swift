import Admin
import Foundation
import PlainText

/// Sends reports in batches and tells how far it is.
struct ReportSubmission {
    /// Reports in one request: one transaction at the node.
    static let batchReportsMax = 500

    let drafts: [ReportDraft]
    let screen: Screen

    /// Bytes of reports in one request: half of what a node takes unless it is configured otherwise.
    static let batchBytesMax = 4 * 1024 * 1024

    /// - Returns: The answers of all batches as one.
    /// - Throws: ``APIError`` of the batch that failed; those before it are written.
    func send(to office: any OfficeAPI, by caller: Caller) async throws -> Acknowledgement {
        var answers: [Acknowledgement] = []
        var batches = try Self.batches(of: self.drafts)
        while let batch = batches.popFirst() {
            do {
                answers.append(try await office.submit(Array(self.drafts[batch]), by: caller))
            } catch let error as APIError
                where error.rule == APIError.bodyLimitRule && batch.count > 1
            {
                // The node takes less than most: two halves, until single reports are too long for it.
                let middle = batch.lowerBound + batch.count / 2
                batches = [batch.lowerBound..<middle, middle..<batch.upperBound] + batches
                continue
            } catch let error as APIError {
                guard self.drafts.count > 1 else {
                    throw error.tellingRepeat(with: self.drafts[0].id)
                }
                self.tellWritten(batch.lowerBound)
                throw Self.placed(error, after: batch.lowerBound)
            }
            self.tellProgress(batch)
        }
        return Self.joined(answers)
    }

    /// Stretches of the list that a node takes in one request, bounded by number and by bytes.
    static func batches(of drafts: [ReportDraft]) throws -> ArraySlice<Range<Int>> {
        var batches: [Range<Int>] = []
        let encoder = JSONEncoder()
        var start = 0
        var bytes = 0
        for (index, draft) in drafts.enumerated() {
            let size = try encoder.encode(draft).count + 1
            let isFull =
                index - start == Self.batchReportsMax || bytes + size > Self.batchBytesMax
            if isFull, index > start {
                batches.append(start..<index)
                (start, bytes) = (index, 0)
            }
            bytes += size
        }
        if start < drafts.count { batches.append(start..<drafts.count) }
        return batches[...]
    }

    private func tellProgress(_ batch: Range<Int>) {
        guard batch.count < self.drafts.count else { return }
        let sent = batch.upperBound
        self.screen.note(
            Phrase("已报送 \(sent) / \(self.drafts.count)", "\(sent) of \(self.drafts.count) sent")
        )
    }

    private func tellWritten(_ written: Int) {
        guard written > 0 else { return }
        self.screen.note(
            Phrase(
                "确知 \(written) 份已写入；可重新报送整个文件，不会重复",
                "known to be written: \(EnglishCount.text(written, "report")); the whole file may be sent "
                    + "again, nothing is written twice"
            )
        )
    }

    /// The node counts within the batch, people count within the file.
    static func placed(_ error: APIError, after start: Int) -> APIError {
        guard start > 0, let field = error.field,
            let match = field.prefixMatch(of: /reports\[([0-9]{1,9})\]/),
            let index = Int(match.1)
        else { return error }
        return APIError(
            error.code,
            chinese: error.messageChinese,
            english: error.messageEnglish,
            field: "reports[\(start + index)]" + field[match.range.upperBound...],
            rule: error.rule,
            hintChinese: error.hintChinese,
            hintEnglish: error.hintEnglish
        )
    }

    static func joined(_ answers: [Acknowledgement]) -> Acknowledgement {
        Acknowledgement(
            ids: answers.flatMap(\.ids),
            changes: answers.flatMap(\.changes),
            storeVersion: answers.map(\.storeVersion).max() ?? 0,
            durableAt: answers.map(\.durableAt).max() ?? 0,
            repeated: answers.allSatisfy(\.repeated),
            replaces: answers.contains { $0.replaces != nil }
                ? answers.flatMap { $0.replaces ?? [] } : nil,
            replacedCount: answers.contains { $0.replacedCount != nil }
                ? answers.reduce(0) { $0 + ($1.replacedCount ?? 0) } : nil,
            warnings: answers.contains { $0.warnings != nil }
                ? answers.flatMap { $0.warnings ?? [] } : nil
        )
    }
}
