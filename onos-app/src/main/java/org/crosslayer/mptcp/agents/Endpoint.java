// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import static org.onlab.util.Tools.groupedThreads;

import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.RecvByteBufAllocator;
import io.grpc.netty.shaded.io.netty.channel.ServerChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.Epoll;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.crosslayer.control.Limits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A listening gRPC server with threads of its own. gRPC's shared threads would outlive the bundle, and run into
 * classes that are gone.
 */
final class Endpoint {
    private static final Logger LOG = LoggerFactory.getLogger(Endpoint.class);
    private static final int THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());
    private static final int SHORTEST_AGENT_KEEP_ALIVE_SECONDS = 5;
    private static final int CALLS_PER_CONNECTION = 4;
    /** Up to here a message that is too large is refused by its session, which says why; gRPC would not. */
    private static final int MOST_BYTES = 4 * Limits.MESSAGE_BYTES;
    /**
     * Bytes that one agent may have on the way before they are read. Fixed: gRPC would find the best size by asking
     * every agent whenever it sends something, which costs as much as what it sends.
     */
    private static final int WINDOW_BYTES = 65_535;
    /**
     * Bytes that are read of one agent before it is the next one's turn, and what was planned is sent. In threads that
     * have too much to do, whole backlogs of thousands of agents would keep all others waiting for seconds.
     */
    private static final int BYTES_AT_ONCE = 4096;
    private static final int FEWEST_BYTES_AT_ONCE = 64;
    private static final int USUAL_BYTES_AT_ONCE = 2048;
    private static final int GOODBYE_MILLIS = 500;
    private static final int STOP_SECONDS = 5;

    private final Server server;
    private final EventLoopGroup acceptor;
    private final EventLoopGroup workers;
    private final LoopWatch watch;
    private final TransportLog transportLog = new TransportLog();

    private Endpoint(Server server, EventLoopGroup acceptor, EventLoopGroup workers) {
        this.server = server;
        this.acceptor = acceptor;
        this.workers = workers;
        this.watch = new LoopWatch(workers);
        transportLog.install();
    }

    /**
     * Reads the TLS files.
     *
     * @return TLS to use; null for clear text
     * @throws IllegalArgumentException with what is wrong, for the log
     */
    static EndpointTls tls(EndpointSettings settings) {
        if (settings.plaintext()) {
            return null;
        }
        try {
            return EndpointTls.of(settings);
        } catch (IOException e) {
            throw new IllegalArgumentException("tlsCertificate, tlsKey or tlsTrust: " + e.getMessage(), e);
        }
    }

    /**
     * Starts to listen.
     *
     * @param tls    what {@link #tls} gave for these settings
     * @param limits how long to wait for the other end
     * @throws IOException if the address cannot be listened at
     */
    static Endpoint start(EndpointSettings settings, EndpointTls tls, ServerServiceDefinition service,
                          EndpointLimits limits) throws IOException {
        EventLoopGroup acceptor = loops(1, groupedThreads("crosslayer/grpc", "accept-%d", LOG));
        EventLoopGroup workers = loops(THREADS, groupedThreads("crosslayer/grpc", "%d", LOG));
        Server server = NettyServerBuilder.forAddress(settings.listen())
            .bossEventLoopGroup(acceptor).workerEventLoopGroup(workers)
            .channelType(channelType())
            .withChildOption(ChannelOption.RCVBUF_ALLOCATOR, littleByLittle())
            .flowControlWindow(WINDOW_BYTES)
            // Messages are handled where they arrive: handing over would cost more than most of them take.
            .directExecutor()
            .sslContext(tls == null ? null : tls.context())
            .maxInboundMessageSize(MOST_BYTES)
            .maxConcurrentCallsPerConnection(CALLS_PER_CONNECTION)
            .handshakeTimeout(limits.handshakeMillis(), TimeUnit.MILLISECONDS)
            .maxConnectionIdle(limits.idleMillis(), TimeUnit.MILLISECONDS)
            .keepAliveTime(limits.keepAliveMillis(), TimeUnit.MILLISECONDS)
            .keepAliveTimeout(limits.keepAliveTimeoutMillis(), TimeUnit.MILLISECONDS)
            .permitKeepAliveTime(SHORTEST_AGENT_KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true)
            .addService(service)
            .build();
        Endpoint endpoint = new Endpoint(server, acceptor, workers);
        try {
            server.start();
        } catch (IOException e) {
            endpoint.stop(() -> { });
            throw e;
        }
        return endpoint;
    }

    /** Linux's own way to wait for many sockets where there is one; the JDK's costs more for each. */
    private static EventLoopGroup loops(int threads, ThreadFactory factory) {
        return Epoll.isAvailable() ? new EpollEventLoopGroup(threads, factory)
            : new NioEventLoopGroup(threads, factory);
    }

    private static Class<? extends ServerChannel> channelType() {
        return Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    private static RecvByteBufAllocator littleByLittle() {
        return new AdaptiveRecvByteBufAllocator(FEWEST_BYTES_AT_ONCE, USUAL_BYTES_AT_ONCE, BYTES_AT_ONCE)
            .maxMessagesPerRead(1);
    }

    /** How long something new has to wait for its threads, nanoseconds; see {@link LoopWatch.Loop#lag}. */
    long lag() {
        return watch.lag();
    }

    /** Port that is listened at. */
    int port() {
        return server.getPort();
    }

    /** Does something again and again on one of its threads, until it stops. */
    void every(long seconds, Runnable what) {
        acceptor.scheduleWithFixedDelay(what, seconds, seconds, TimeUnit.SECONDS);
    }

    /**
     * Stops to listen and ends all threads.
     *
     * @param closeStreams ends the streams in good order, so that agents learn why
     */
    void stop(Runnable closeStreams) {
        server.shutdown();
        closeStreams.run();
        boolean interrupted = false;
        try {
            if (!server.awaitTermination(GOODBYE_MILLIS, TimeUnit.MILLISECONDS)) {
                server.shutdownNow().awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            interrupted = true;
            server.shutdownNow();
        }
        acceptor.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
        workers.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
        transportLog.remove();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
