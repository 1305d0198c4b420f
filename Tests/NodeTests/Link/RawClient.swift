import Crypto
import NIOCore
import NIOPosix
import NIOSSL
import SyncProtocol

@testable import Node

/// A client that keeps none of the rules: it checks nothing and sends any bytes.
enum RawClient {
    static func plain(port: Int) async throws -> any Channel {
        try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port).get()
    }

    static func secured(
        port: Int,
        identity: TLSIdentity? = nil,
        protocols: [String] = [LinkProtocol.synchronisation],
        versionMax: TLSVersion? = nil
    ) async throws -> any Channel {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateVerification = .none
        configuration.applicationProtocols = protocols
        configuration.maximumTLSVersion = versionMax
        if let identity {
            configuration.certificateChain = try identity.chain.map {
                .certificate(try NIOSSLCertificate(bytes: try $0.derBytes(), format: .der))
            }
            let key = Array(identity.key.derRepresentation)
            configuration.privateKey = .privateKey(try NIOSSLPrivateKey(bytes: key, format: .der))
        }
        let context = try NIOSSLContext(configuration: configuration)
        return try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let handler = try NIOSSLClientHandler(context: context, serverHostname: nil)
                    try channel.pipeline.syncOperations.addHandler(handler)
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
    }
}

extension Channel {
    func send(_ bytes: [UInt8]) async throws {
        try await self.writeAndFlush(ByteBuffer(bytes: bytes))
    }
}
