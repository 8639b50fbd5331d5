// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.mptcp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** A process with MPTCP sockets in a network namespace (peer.py). */
public final class Peer implements AutoCloseable {
    private final Process process;
    private final Writer input;
    private final BufferedReader output;

    /** A connection of this process: its number there and its local port. */
    public record Connection(int number, int port) {
    }

    public Peer(NetworkNamespace namespace) throws IOException {
        String script;
        try (InputStream resource = Peer.class.getResourceAsStream("peer.py")) {
            script = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
        process = new ProcessBuilder("ip", "netns", "exec", namespace.name(), "/usr/bin/python3", "-c", script)
            .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        input = process.outputWriter();
        output = process.inputReader();
    }

    public int listen(String address, int port) {
        return Integer.parseInt(command("listen " + address + " " + port));
    }

    public int hold(String address, int port) {
        return Integer.parseInt(command("hold " + address + " " + port));
    }

    public Connection connect(String address, int port) {
        String[] answer = command("connect " + address + " " + port).split(" ");
        return new Connection(Integer.parseInt(answer[0]), Integer.parseInt(answer[1]));
    }

    /** Accepts and reads so many times, then no more; -1: always. */
    public int swallow(String address, int reads) {
        return Integer.parseInt(command("swallow " + address + " 0 " + reads));
    }

    /** Sends as fast as it goes, until the connection is closed. */
    public void pour(Connection connection) {
        command("pour " + connection.number());
    }

    /** Sends so many bytes every so many seconds, until the connection is closed. */
    public void trickle(Connection connection, int bytes, double seconds) {
        command("trickle " + connection.number() + " " + bytes + " " + seconds);
    }

    public void echo(Connection connection, int bytes) {
        command("echo " + connection.number() + " " + bytes);
    }

    public void close(Connection connection) {
        command("close " + connection.number());
    }

    /** Closes with a reset, so that no port is left in TIME_WAIT. */
    public void abort(Connection connection) {
        command("abort " + connection.number());
    }

    /** Opens and closes so many listeners, each two events. */
    public void storm(int count) {
        command("storm " + count);
    }

    public void burst(String address, int port, int count) {
        command("burst " + address + " " + port + " " + count);
    }

    /** Opens so many connections at once, uses and keeps them. */
    public void crowd(String address, int port, int count) {
        command("crowd " + address + " " + port + " " + count);
    }

    private String command(String line) {
        try {
            input.write(line + "\n");
            input.flush();
            String answer = output.readLine();
            if (answer == null || !answer.startsWith("ok")) {
                throw new IllegalStateException(line + ": " + answer);
            }
            return answer.substring(2).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(line, e);
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
