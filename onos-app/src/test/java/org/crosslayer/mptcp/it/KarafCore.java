// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The core of the lab, as a process of its own on free ports of the loopback address. */
final class KarafCore implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(180);

    private final Path program = Path.of(System.getProperty("onos.core"), "bin/onos-core");
    private final HttpClient http = HttpClient.newHttpClient();
    private final Path root;
    private final URI rest;

    private KarafCore(Path root, int restPort) {
        this.root = root;
        this.rest = URI.create("http://127.0.0.1:" + restPort + "/onos/v1/");
    }

    static KarafCore start(Path root) throws IOException, InterruptedException {
        int[] port = freePorts(3);
        KarafCore core = new KarafCore(root, port[0]);
        core.run("start", "--root", root.toString(), "--rest-port", String.valueOf(port[0]),
                "--ssh-port", String.valueOf(port[1]), "--cluster-port", String.valueOf(port[2]),
                "--timeout", String.valueOf(DEADLINE.toSeconds() - 60));
        return core;
    }

    /** Does commands on ONOS's command line and returns what they print. The client takes longer to start than they. */
    String cli(String... commands) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("cli", "--root", root.toString()));
        words.addAll(List.of(commands));
        return run(words.toArray(new String[0]));
    }

    /** Sends an .oar file. */
    HttpResponse<String> post(String path, Path body) throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofFile(body)));
    }

    /** Sets properties of a component, whether it is there already or not. */
    HttpResponse<String> configure(String component, Map<String, String> properties)
            throws IOException, InterruptedException {
        return send(request("configuration/" + component + "?preset=true")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(new ObjectMapper().writeValueAsString(properties))));
    }

    HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        return send(request(path).method(method, BodyPublishers.noBody()));
    }

    /** With a JSON body, unless that is null. */
    HttpResponse<String> send(String method, String path, String json) throws IOException, InterruptedException {
        return json == null ? send(method, path) : send(request(path).header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(json)));
    }

    /** Lines of an answer that does not end by itself. */
    Stream<String> stream(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), BodyHandlers.ofLines()).body();
    }

    /** The status of an answer to somebody who has not said who he is. */
    int anonymous(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(rest.resolve(path)).timeout(DEADLINE).build(),
                BodyHandlers.discarding()).statusCode();
    }

    private HttpRequest.Builder request(String path) {
        String login = Base64.getEncoder().encodeToString("onos:rocks".getBytes(UTF_8));
        return HttpRequest.newBuilder(rest.resolve(path)).timeout(DEADLINE).header("Authorization", "Basic " + login);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** Returns the lines of ONOS's log. */
    List<String> log() {
        try {
            return Files.readAllLines(root.resolve("karaf/data/log/karaf.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        run("stop", "--root", root.toString());
    }

    private String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(root.getParent(), "onos-core", ".out");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroy();
            throw new AssertionError(command + " did not end within " + DEADLINE);
        }
        String text = Files.readString(output);
        if (process.exitValue() != 0) {
            throw new AssertionError(command + " failed: " + text);
        }
        return text;
    }

    static int[] freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream().mapToInt(ServerSocket::getLocalPort).toArray();
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }
}
