// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.mptcp;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.function.Consumer;
import org.crosslayer.agent.sockdiag.SocketDiagnostics;

/** Two namespaces with a link, the events of both, path manager and diagnostics of the first, a process in each. */
public final class KernelFixture implements AutoCloseable {
    /** What the tests are run with: addresses of both ends in one family. */
    public enum Family {
        IPV4("10.9.0.1", "10.9.0.2"), IPV6("fd09::1", "fd09::2");

        final String here;
        final String there;

        Family(String here, String there) {
            this.here = here;
            this.there = there;
        }
    }

    /** An established connection from here to there. */
    public record Connected(int token, FourTuple tuple, Peer.Connection socket) {
    }

    public final NetworkNamespace hereSpace;
    public final NetworkNamespace thereSpace;
    public final Recorder here = new Recorder();
    public final Recorder there = new Recorder();
    public final EventStream hereStream;
    public final EventStream thereStream;
    public final KernelPathManager paths;
    public final SocketDiagnostics diagnostics;
    public final Peer client;
    public final Peer server;

    public KernelFixture() throws Exception {
        NetworkNamespace[] spaces = NetworkNamespace.pair();
        hereSpace = spaces[0];
        thereSpace = spaces[1];
        hereStream = hereSpace.call(() -> EventStream.open(here));
        thereStream = thereSpace.call(() -> EventStream.open(there));
        hereStream.start();
        thereStream.start();
        paths = hereSpace.call(KernelPathManager::open);
        diagnostics = hereSpace.call(SocketDiagnostics::open);
        client = new Peer(hereSpace);
        server = new Peer(thereSpace);
    }

    static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public static SocketEndpoint endpoint(String address, int port) {
        return new SocketEndpoint(address(address), port);
    }

    /** Opens a connection, carries some bytes and waits until the kernel calls it established on both sides. */
    public Connected connect(Family family) {
        return connect(family.there, server.listen(family.there, 0));
    }

    public Connected connect(String address, int port) {
        return connect(address, port, socket -> client.echo(socket, 100));
    }

    /** The same to a server that answers nothing. */
    public Connected connectSilently(String address, int port) {
        return connect(address, port, socket -> client.trickle(socket, 1, 1));
    }

    private Connected connect(String address, int port, Consumer<Peer.Connection> use) {
        // an earlier connection may have had the same port
        int earlier = here.events().size();
        Peer.Connection socket = client.connect(address, port);
        use.accept(socket);
        MptcpEvent.Established event = here.await(earlier, MptcpEvent.Established.class,
            established -> established.tuple().local().port() == socket.port());
        return new Connected(event.token(), event.tuple(), socket);
    }

    /** Opens a subflow beside the initial one and waits until it is up. */
    public FourTuple open(Connected connection, int sourcePort, int id) throws Exception {
        SocketEndpoint local = new SocketEndpoint(connection.tuple().local().address(), sourcePort);
        paths.createSubflow(connection.token(), local, id, false, 0, connection.tuple().remote(), 0);
        FourTuple tuple = new FourTuple(local, connection.tuple().remote());
        here.await(MptcpEvent.SubflowEstablished.class, event -> event.tuple().equals(tuple));
        return tuple;
    }

    static FourTuple reversed(FourTuple tuple) {
        return new FourTuple(tuple.remote(), tuple.local());
    }

    @Override
    public void close() throws Exception {
        client.close();
        server.close();
        paths.close();
        diagnostics.close();
        hereStream.close();
        thereStream.close();
        hereSpace.close();
        thereSpace.close();
    }
}
