// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.state;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.crosslayer.agent.connections.ConnectionTable;
import org.crosslayer.agent.files.FileFault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Unix socket, one for each network namespace, that gives each who connects the agent's own connections as JSON and
 * closes. Only for the agent's own user and root: it has tokens, which only CAP_NET_ADMIN may see.
 */
public final class StateSocket implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StateSocket.class);
    private static final Path NAMESPACE = Path.of("/proc/self/ns/net");

    private final ConnectionTable table;
    private final Path file;
    private final ServerSocketChannel listener;

    private StateSocket(ConnectionTable table, Path file, ServerSocketChannel listener) {
        this.table = table;
        this.file = file;
        this.listener = listener;
    }

    /** Listens in that directory; without it (a line in the log) the agent works just as well. */
    public static StateSocket open(ConnectionTable table, Path directory) {
        try {
            Path file = fileIn(directory);
            Files.createDirectories(directory);
            // What a killed agent has left.
            Files.deleteIfExists(file);
            ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            listener.bind(UnixDomainSocketAddress.of(file));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            StateSocket socket = new StateSocket(table, file, listener);
            Thread thread = new Thread(socket::serve, "state");
            thread.setDaemon(true);
            thread.start();
            return socket;
        } catch (IOException | UnsupportedOperationException e) {
            LOG.info("no state socket in {}: {}; nobody can ask this agent for its connections", directory,
                e instanceof IOException fault ? FileFault.text(fault) : e.getMessage());
            return new StateSocket(table, null, null);
        }
    }

    /** The socket of the network namespace of this process. */
    public static Path fileIn(Path directory) throws IOException {
        String inode = Files.readSymbolicLink(NAMESPACE).toString().replaceAll("[^0-9]", "");
        return directory.resolve("state-" + inode + ".sock");
    }

    private void serve() {
        while (listener.isOpen()) {
            try (SocketChannel asker = listener.accept();
                 Writer out = new BufferedWriter(Channels.newWriter(asker, StandardCharsets.UTF_8))) {
                TableState.of(table).write(out, ProcessHandle.current().pid());
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                LOG.debug("who asked for the state has gone", e);
            }
        }
    }

    @Override
    public void close() {
        if (listener == null) {
            return;
        }
        try {
            listener.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.debug("{} cannot be deleted", file);
        }
    }
}
