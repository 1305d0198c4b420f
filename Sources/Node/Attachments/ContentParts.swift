import Decision
import Logging
import NIOPosix
import Store

/// Puts together what a node has for files.
struct ContentParts {
    /// In the data folder, and in a backup.
    static let folderName = "attachments"

    let source: ContentSource
    let limits: AttachmentLimits
    /// One thread: what is written keeps its order.
    let writer: NIOThreadPool

    init(
        configuration: NodeConfiguration,
        store: OfficeStore
    ) throws {
        self.source = ContentSource(
            folder: try ContentFolder(
                path: "\(configuration.dataFolder)/\(Self.folderName)",
                byteCountMax: configuration.attachments.diskByteCountMax,
                suite: store.identity.suite
            ),
            store: store
        )
        self.limits = configuration.attachments
        self.writer = NIOThreadPool(numberOfThreads: 1)
        self.writer.start()
    }

    func keeper(
        loop: LinkLoop,
        reader: NIOThreadPool,
        logger: Logger
    ) -> ContentKeeper {
        ContentKeeper(
            source: self.source,
            byteCountMax: self.limits.fetchByteCountMax,
            disk: ContentDisk(loop: loop, reader: reader, writer: self.writer),
            clock: { SystemTime.milliseconds() },
            logger: logger
        )
    }

    func service(access: LinkAccess, reader: NIOThreadPool) -> AttachmentService {
        AttachmentService(
            source: self.source,
            access: access,
            reader: reader,
            uploadByteCountMax: self.limits.byteCountMax
        )
    }
}
