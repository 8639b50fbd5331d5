// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.crosslayer.agent.mptcp.NetworkNamespace;

/** The distribution's launcher in a network namespace, as a user starts it. */
final class AgentProcess implements AutoCloseable {
    /** What a verb that has ended gave. */
    record Result(int exitCode, String out, String err) {
    }

    static final String LAUNCHER = Path.of("target", "crosslayer-agent", "bin", "crosslayer-agent").toAbsolutePath()
        .toString();

    private final Process process;
    private final Thread reader;
    private final List<String> log = new CopyOnWriteArrayList<>();

    private AgentProcess(Process process) {
        this.process = process;
        reader = new Thread(() -> {
            try (BufferedReader lines = process.errorReader()) {
                lines.lines().forEach(log::add);
            } catch (IOException | UncheckedIOException e) {
                // The process was killed.
            }
        }, "agent-log");
        reader.setDaemon(true);
        reader.start();
    }

    private static ProcessBuilder command(NetworkNamespace namespace, List<String> prefix, String... arguments) {
        List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", namespace.name()));
        command.addAll(prefix);
        command.add(LAUNCHER);
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    /** Starts a daemon and waits until it follows the kernel. */
    static AgentProcess run(NetworkNamespace namespace, String... arguments) throws IOException {
        String[] all = new String[arguments.length + 1];
        all[0] = "run";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return run(command(namespace, List.of(), all));
    }

    /** Starts a daemon by a command of the caller's and waits until it follows the kernel. */
    static AgentProcess run(ProcessBuilder command) throws IOException {
        AgentProcess agent = new AgentProcess(command.start());
        agent.awaitLog("following ");
        return agent;
    }

    long pid() {
        return process.pid();
    }

    /** Sends a signal, such as STOP. */
    void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid())).inheritIO().start().waitFor();
    }

    /** Runs a verb to its end. */
    static Result verb(NetworkNamespace namespace, String... arguments) throws Exception {
        return verb(namespace, List.of(), arguments);
    }

    static Result verb(NetworkNamespace namespace, List<String> prefix, String... arguments) throws Exception {
        Process process = command(namespace, prefix, arguments).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), out, err);
    }

    void awaitLog(String part) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            if (!process.isAlive()) {
                throw new AssertionError("the agent has ended: " + log);
            }
            return log.stream().anyMatch(line -> line.contains(part));
        });
    }

    List<String> log() {
        return log;
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM; gives the exit code. */
    int terminate() throws InterruptedException {
        // Process.destroy() would close the streams as well.
        process.toHandle().destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new AssertionError("the agent does not stop: " + log);
        }
        reader.join();
        return process.exitValue();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
