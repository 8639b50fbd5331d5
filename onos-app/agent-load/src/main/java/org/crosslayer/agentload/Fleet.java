// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agentload;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/** All agents, each with a certificate, a TCP connection and a stream of its own. They share two threads. */
final class Fleet implements AutoCloseable {
    static final String CONTROLLER_NAME = "onos";
    private static final int THREADS = 2;
    /** As the host agent has it; a size that gRPC finds out by itself costs a question for every message. */
    private static final int WINDOW_BYTES = 65_535;
    private static final int KEEP_ALIVE_SECONDS = 20;
    private static final int ATTACH_SECONDS = 60;
    /** One address has no more than some 28,000 ephemeral ports for connections to one port. */
    private static final int AGENTS_PER_LOOPBACK_ADDRESS = 20_000;

    private final EventLoopGroup loops = new NioEventLoopGroup(THREADS);
    private final ExecutorService offload = Executors.newSingleThreadExecutor();
    private final Authority authority;
    private final List<Authority.Identity> identities = new ArrayList<>();
    private final List<PlayedAgent> agents = new ArrayList<>();

    /**
     * Makes agents that are not attached yet.
     *
     * @param addresses of their hosts, as text
     */
    Fleet(Authority authority, List<String> addresses, Score score) throws GeneralSecurityException {
        this.authority = authority;
        for (int index = 0; index < addresses.size(); index++) {
            String name = "agent-" + index;
            identities.add(authority.identity(name, List.of(addresses.get(index))));
            agents.add(new PlayedAgent(name, bytes(addresses.get(index)), score));
        }
    }

    private static ByteString bytes(String address) {
        byte[] bytes = new byte[4];
        String[] parts = address.split("\\.");
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(parts[i]);
        }
        return ByteString.copyFrom(bytes);
    }

    List<PlayedAgent> agents() {
        return agents;
    }

    /** Attaches all agents, so many at a time. */
    void attach(int port, int parallel) throws InterruptedException, SSLException {
        Semaphore permits = new Semaphore(parallel);
        for (int index = 0; index < agents.size(); index++) {
            acquire(permits, 1);
            agents.get(index).attach(channel(index, port), permits::release);
        }
        acquire(permits, parallel);
    }

    private static void acquire(Semaphore permits, int count) throws InterruptedException {
        if (!permits.tryAcquire(count, ATTACH_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("no agent could attach for " + ATTACH_SECONDS
                + " s: ONOS's log (onos/karaf/data/log/karaf.log) says why");
        }
    }

    private ManagedChannel channel(int index, int port) throws SSLException {
        Authority.Identity own = identities.get(index);
        InetSocketAddress to = new InetSocketAddress("127.0.0." + (1 + index / AGENTS_PER_LOOPBACK_ADDRESS), port);
        return NettyChannelBuilder.forAddress(to).overrideAuthority(CONTROLLER_NAME).flowControlWindow(WINDOW_BYTES)
            .eventLoopGroup(loops).channelType(NioSocketChannel.class).directExecutor().offloadExecutor(offload)
            .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
            .sslContext(GrpcSslContexts.forClient().keyManager(own.key(), own.certificate())
                .trustManager(authority.certificate()).protocols("TLSv1.3").build())
            .build();
    }

    @Override
    public void close() {
        agents.forEach(PlayedAgent::cut);
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        offload.shutdownNow();
    }
}
