// The same drafts with files, which are handed in before them.

extension DirectiveDraft {
    package func with(_ attachments: [AttachmentEntry]?) -> DirectiveDraft {
        DirectiveDraft(
            id: self.id,
            number: self.number,
            title: self.title,
            body: self.body,
            urgency: self.urgency,
            issuedOn: self.issuedOn,
            replyBy: self.replyBy,
            recipients: self.recipients,
            carriesOut: self.carriesOut,
            attachments: attachments
        )
    }
}

extension ReplyDraft {
    /// - Parameter revision: of the reply that it takes the place of; nil for a first one.
    package func with(_ attachments: [AttachmentEntry]?, over revision: String?) -> ReplyDraft {
        ReplyDraft(
            directive: self.directive,
            office: self.office,
            text: self.text,
            attachments: attachments,
            revision: revision
        )
    }
}

extension ReportDraft {
    package func with(_ attachments: [AttachmentEntry]?) -> ReportDraft {
        ReportDraft(
            id: self.id,
            office: self.office,
            title: self.title,
            period: self.period,
            text: self.text,
            directive: self.directive,
            points: self.points,
            attachments: attachments
        )
    }
}
