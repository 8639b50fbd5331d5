// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agentload;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The lab's ONOS core in a process of its own, with the application. */
final class OnosNode implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofMinutes(5);
    private static final int POLL_MILLIS = 100;
    private static final String SERVER = "org.crosslayer.mptcp.agents.AgentServer";
    private static final String MANAGER = "org.crosslayer.mptcp.agents.AgentManager";
    private static final String CONFIGURATION = "network/configuration/apps/org.crosslayer.mptcp/";
    private static final Pattern HOSTS = Pattern.compile("\"hosts\"\\s*:\\s*(\\d+)");

    private final Path program;
    private final Path root;
    private final String heap;
    private final String collector;
    private final Web web;
    private final int agentPort;
    private long pid;

    /** Something to wait for. */
    private interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    private OnosNode(Path program, Path root, String heap, String collector, int restPort, int agentPort) {
        this.program = program;
        this.heap = heap;
        this.collector = collector;
        this.root = root;
        this.web = new Web(restPort);
        this.agentPort = agentPort;
    }

    /**
     * Starts a core in a folder of its own, without what a run before has left there.
     *
     * @param program the script onos-core
     * @param heap      size of the Java heap, from the start: a small one would be collected all the time
     * @param collector garbage collector, as in the JVM's option
     */
    static OnosNode start(Path program, Path root, String heap, String collector)
            throws IOException, InterruptedException {
        forget(root);
        int[] ports = freePorts(4);
        OnosNode node = new OnosNode(program, root, heap, collector, ports[0], ports[3]);
        String said = node.run(List.of("start", "--root", root.toString(), "--rest-port", "" + ports[0], "--ssh-port",
            "" + ports[1], "--cluster-port", "" + ports[2], "--heap", heap, "--timeout",
            "" + DEADLINE.toSeconds()));
        Matcher id = Pattern.compile("pid (\\d+)").matcher(said);
        if (!id.find()) {
            throw new IOException("onos-core did not tell its process id: " + said.strip());
        }
        node.pid = Long.parseLong(id.group(1));
        // Also if this program is ended by a signal, nothing may stay behind.
        Runtime.getRuntime().addShutdownHook(new Thread(node::end));
        return node;
    }

    private static void forget(Path root) throws IOException {
        if (Files.isDirectory(root)) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).collect(Collectors.toList())) {
                    Files.delete(file);
                }
            }
        }
    }

    private static int[] freePorts(int count) throws IOException {
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

    long pid() {
        return pid;
    }

    Web web() {
        return web;
    }

    int agentPort() {
        return agentPort;
    }

    /** Installs the application and opens its endpoint with a certificate of this authority. */
    void install(Path archive, Authority authority, int graceSeconds) throws Exception {
        request("POST", "applications?activate=true", "application/octet-stream", BodyPublishers.ofFile(archive));
        Authority.Identity own = authority.identity(Fleet.CONTROLLER_NAME, List.of("127.0.0.1"));
        String properties = String.format("{\"listenAddress\": \"0.0.0.0\", \"port\": \"%d\","
            + " \"tlsCertificate\": \"%s\", \"tlsKey\": \"%s\", \"tlsTrust\": \"%s\"}", agentPort,
            Authority.pem(own.certificate(), root.resolve("onos.crt")), Authority.pem(own.key(),
            root.resolve("onos.key")), Authority.pem(authority.certificate(), root.resolve("ca.crt")));
        // An application is active before its components are there: ONOS keeps for them what is preset.
        post("configuration/" + MANAGER + "?preset=true", "{\"detachGraceSeconds\": \"" + graceSeconds + "\"}");
        post("configuration/" + SERVER + "?preset=true", properties);
        await("the endpoint for agents", this::listening);
    }

    private boolean listening() {
        try (Socket socket = new Socket("127.0.0.1", agentPort)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Describes the network and waits until the application's snapshot of it is complete. */
    void configure(String routedFabric, String policy, int hosts) throws IOException, InterruptedException {
        post(CONFIGURATION + "policy", policy);
        post(CONFIGURATION + "routedFabric", routedFabric);
        await("the snapshot of the network", () -> {
            Matcher known = HOSTS.matcher(cli("mptcp-fabric -j"));
            return known.find() && Integer.parseInt(known.group(1)) == hosts;
        });
    }

    /** Does a command on ONOS's command line and returns what it prints. */
    private String cli(String command) throws IOException, InterruptedException {
        return run(List.of("cli", "--root", root.toString(), command));
    }

    private void post(String path, String json) throws IOException, InterruptedException {
        request("POST", path, "application/json", BodyPublishers.ofString(json));
    }

    private String request(String method, String path, String type, BodyPublisher body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = web.request(Web.ONOS + path).header("Accept", "application/json")
            .method(method, body);
        if (type != null) {
            request.header("Content-Type", type);
        }
        return new String(web.send(request), StandardCharsets.UTF_8);
    }

    private static void await(String what, Condition condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new IOException(what + " did not come within " + DEADLINE.toSeconds() + " s");
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private String run(List<String> words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(words);
        // A file and no pipe: what is started in the background would keep a pipe open.
        Path output = Files.createTempFile(root.getParent(), "onos-core", ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(output.toFile());
            if ("start".equals(words.get(0))) {
                builder.environment().put("ONOS_JAVA_OPTS", "-Xms" + heap + " -XX:-UseSerialGC -XX:+Use" + collector
                    + "GC");
            }
            int status = builder.start().waitFor();
            String said = Files.readString(output);
            if (status != 0) {
                throw new IOException(said.strip());
            }
            return said;
        } finally {
            Files.delete(output);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        run(List.of("stop", "--root", root.toString()));
    }

    private void end() {
        try {
            close();
        } catch (IOException e) {
            System.err.println("ONOS of " + root + " could not be stopped: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
