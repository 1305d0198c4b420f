import Admin
import ArgumentParser

/// Where a node keeps everything.
struct DataFolderOption: ParsableArguments {
    @Option(
        name: .customLong("data-dir"),
        help: .said(
            "节点的数据目录（默认 $CAST_DATA_DIR，再 ./data）。",
            "The node's data folder (default: $CAST_DATA_DIR, then ./data).",
            valueName: "dir"
        )
    )
    var path: String?

    func folder(in context: NodeContext) -> String {
        let variable = context.environment["CAST_DATA_DIR"].flatMap { $0.isEmpty ? nil : $0 }
        return self.path ?? variable ?? "./data"
    }
}
