import Foundation
import NIOCore
import NIOPosix
import Synchronization

/// Reads what a program writes, line by line, as it comes.
final class LineReader: Sendable {
    private struct State {
        var pending: [UInt8] = []
        var lines: [String] = []
    }

    /// The end that the program writes to; closed here once the program has it.
    private let writingEnd: FileHandle
    private let state = Mutex(State())
    private let ended: EventLoopPromise<Void>
    private let onLine: @Sendable (String) -> Void

    /// - Throws: ``ProcessFailure`` when the system gives no more pipes.
    init(onLine: @escaping @Sendable (String) -> Void) throws(ProcessFailure) {
        var descriptors: [Int32] = [0, 0]
        guard pipe(&descriptors) == 0 else {
            throw ProcessFailure("无法建立管道", "no pipe could be made")
        }
        // Not for other programs that are started meanwhile: they would keep it open.
        for descriptor in descriptors { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        let ended = Waiting.eventLoop.makePromise(of: Void.self)
        self.writingEnd = FileHandle(fileDescriptor: descriptors[1], closeOnDealloc: true)
        self.ended = ended
        self.onLine = onLine
        NIOPipeBootstrap(group: Waiting.eventLoop)
            .channelInitializer { [self] channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(LineHandler(self))
                }
            }
            .takingOwnershipOfDescriptor(input: descriptors[0])
            .whenFailure { ended.fail($0) }
    }

    /// Where a program about to be started has to write.
    var target: FileHandle { self.writingEnd }

    /// The program has its own copy of the end that it writes to: this one would keep the pipe open.
    func started() { try? self.writingEnd.close() }

    /// Everything up to the end of the stream, which comes when the program and all that it started
    /// have closed it.
    func all() async throws -> String {
        try await self.ended.futureResult.get()
        return self.state.withLock { $0.lines.map { $0 + "\n" }.joined() }
    }

    fileprivate func take(_ bytes: some Sequence<UInt8>) {
        let lines = self.state.withLock { state in
            state.pending += bytes
            var lines: [String] = []
            while let end = state.pending.firstIndex(of: UInt8(ascii: "\n")) {
                lines.append(String(decoding: state.pending[..<end], as: UTF8.self))
                state.pending.removeFirst(end + 1)
            }
            state.lines += lines
            return lines
        }
        for line in lines { self.onLine(line) }
    }

    fileprivate func finish() {
        let rest = self.state.withLock { state in
            defer { state.pending = [] }
            let rest = state.pending.isEmpty ? nil : String(decoding: state.pending, as: UTF8.self)
            if let rest { state.lines.append(rest) }
            return rest
        }
        if let rest { self.onLine(rest) }
        self.ended.succeed()
    }
}

/// Hands over what comes through the pipe.
private final class LineHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let reader: LineReader

    init(_ reader: LineReader) {
        self.reader = reader
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        self.reader.take(self.unwrapInboundIn(data).readableBytesView)
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.reader.finish()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
