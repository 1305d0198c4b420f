import Admin

/// Sends reports in batches and tells how far it is.
struct ReportSubmission {
    /// Reports in one request: one transaction at the node.
    static let batchReportsMax = 500

    let drafts: [ReportDraft]
    let screen: Screen

    /// - Returns: The answers of all batches as one.
    /// - Throws: ``APIError`` of the batch that failed; those before it are written.
    func send(to office: any OfficeAPI, by caller: Caller) async throws -> Acknowledgement {
        var answers: [Acknowledgement] = []
        for start in stride(from: 0, to: self.drafts.count, by: Self.batchReportsMax) {
            let end = min(start + Self.batchReportsMax, self.drafts.count)
            do {
                answers.append(try await office.submit(Array(self.drafts[start..<end]), by: caller))
            } catch let error as APIError {
                guard self.drafts.count > 1 else {
                    throw error.tellingRepeat(with: self.drafts[0].id)
                }
                self.tellWritten(start)
                throw Self.placed(error, after: start)
            }
            self.tellProgress(end)
        }
        return Self.joined(answers)
    }

    private func tellProgress(_ sent: Int) {
        guard self.drafts.count > Self.batchReportsMax else { return }
        self.screen.note(
            Phrase("已报送 \(sent) / \(self.drafts.count)", "\(sent) of \(self.drafts.count) sent")
        )
    }

    private func tellWritten(_ written: Int) {
        guard self.drafts.count > Self.batchReportsMax else { return }
        self.screen.note(
            Phrase(
                "确知 \(written) 份已写入；可重新报送整个文件，不会重复",
                "\(written) reports are known to be written; the whole file may be sent again, "
                    + "nothing is written twice"
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
            repeated: answers.allSatisfy(\.repeated)
        )
    }
}
