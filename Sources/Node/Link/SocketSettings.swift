import Foundation
import NIOCore

/// Socket options that both ends set.
enum SocketSettings {
    /// Frames are gathered by us, so the kernel need not wait for more; and the kernel notices a peer
    /// that is gone without any message of ours.
    static func apply(to channel: any Channel, limits: LinkLimits) throws {
        guard let options = channel.syncOptions else { return }
        try options.setOption(.tcpOption(.tcp_nodelay), value: 1)
        try options.setOption(.socketOption(.so_keepalive), value: 1)
        #if os(Linux)
        try options.setOption(.tcpOption(.init(rawValue: TCP_KEEPIDLE)), value: 30)
        try options.setOption(.tcpOption(.init(rawValue: TCP_KEEPINTVL)), value: 10)
        try options.setOption(.tcpOption(.init(rawValue: TCP_KEEPCNT)), value: 3)
        #endif
        let mark = ChannelOptions.Types.WriteBufferWaterMark(
            low: limits.outgoingBytesLow,
            high: limits.outgoingBytesHigh
        )
        try options.setOption(.writeBufferWaterMark, value: mark)
    }
}
