import Admin
import ArgumentParser

/// Which record is meant.
struct RecordOptions: ParsableArguments {
    @Argument(
        help: .said(
            "记录种类：directive、receipt、reply、report、figures、office 等。",
            "The kind: directive, receipt, reply, report, figures, office …",
            valueName: "kind"
        )
    )
    var kind: String

    @Argument(
        help: .said(
            "编号；文件及其签收、回复也可用文号，数据用报告期，单位用代码。",
            "Its id; a directive, its receipt and reply also by 文号, figures by period, an office by its code.",
            valueName: "id"
        )
    )
    var id: String

    @Option(
        help: .said(
            "记录所属单位（默认本单位）。",
            "The office to which it belongs (default: the node's own).",
            valueName: "id"
        )
    )
    var office: String?

    var place: RecordPlace {
        get throws(UsageFailure) {
            RecordPlace(
                kind: try Check.filled(self.kind, "种类", "the kind"),
                id: try Check.filled(self.id, "编号", "the id"),
                office: try self.office.map { office throws(UsageFailure) in
                    try Check.filled(office, " --office ", "--office")
                }
            )
        }
    }
}
