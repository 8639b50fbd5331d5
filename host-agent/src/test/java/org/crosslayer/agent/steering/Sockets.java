// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.steering;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.crosslayer.agent.mptcp.NetworkNamespace;

/** A process with sockets in a network namespace (sockets.py). */
final class Sockets implements AutoCloseable {
    private final Process process;
    private final Writer input;
    private final BufferedReader output;

    /** What became of a connect(); error is null if it is connected. */
    record Connected(int number, String host, int sourcePort, String error) {
    }

    Sockets(NetworkNamespace namespace) throws IOException {
        String script;
        try (InputStream resource = Sockets.class.getResourceAsStream("sockets.py")) {
            script = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
        process = new ProcessBuilder("ip", "netns", "exec", namespace.name(), "/usr/bin/python3", "-c", script)
            .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        input = process.outputWriter();
        output = process.inputReader();
    }

    /** A request of names and values. */
    JsonObject ask(String command, Object... namesAndValues) {
        JsonObject request = new JsonObject();
        request.addProperty("do", command);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            String name = (String) namesAndValues[i];
            Object value = namesAndValues[i + 1];
            if (value instanceof Integer number) {
                request.addProperty(name, number);
            } else if (value instanceof Boolean flag) {
                request.addProperty(name, flag);
            } else if (value instanceof JsonElement element) {
                request.add(name, element);
            } else {
                request.addProperty(name, (String) value);
            }
        }
        try {
            input.write(request + "\n");
            input.flush();
            String answer = output.readLine();
            if (answer == null) {
                throw new IllegalStateException(request + ": the process has ended");
            }
            return JsonParser.parseString(answer).getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(request.toString(), e);
        }
    }

    private JsonObject done(JsonObject answer) {
        if (answer.has("error") && !answer.get("error").isJsonNull()) {
            throw new IllegalStateException(answer.get("error").getAsString());
        }
        return answer;
    }

    static JsonArray options(String... names) {
        JsonArray options = new JsonArray();
        for (String name : names) {
            options.add(name);
        }
        return options;
    }

    Connected connect(String protocol, String address, int port, Object... more) {
        List<Object> all = new ArrayList<>(List.of("protocol", protocol, "address", address, "port", port));
        all.addAll(List.of(more));
        return connected(ask("connect", all.toArray()));
    }

    Connected reconnect(Connected socket, String address, int port) {
        return connected(ask("reconnect", "number", socket.number(), "address", address, "port", port));
    }

    private static Connected connected(JsonObject answer) {
        if (!answer.has("source_port")) {
            throw new IllegalStateException(answer.toString());
        }
        JsonElement error = answer.get("error");
        return new Connected(answer.has("number") ? answer.get("number").getAsInt() : -1,
            answer.get("host").getAsString(), answer.get("source_port").getAsInt(),
            error.isJsonNull() ? null : error.getAsString());
    }

    void many(String protocol, String address, int port, int count) {
        done(ask("many", "protocol", protocol, "address", address, "port", port, "count", count));
    }

    int listen(String address, boolean closes) {
        return done(ask("listen", "address", address, "closes", closes)).get("port").getAsInt();
    }

    /** Source ports of the connections that were accepted since it was asked last. */
    List<Integer> accepted() {
        List<Integer> ports = new ArrayList<>();
        done(ask("accepted")).getAsJsonArray("peers")
            .forEach(peer -> ports.add(peer.getAsJsonArray().get(1).getAsInt()));
        return ports;
    }

    void use(Connected socket) {
        done(ask("use", "number", socket.number()));
    }

    void close(Connected socket) {
        done(ask("close", "number", socket.number()));
    }

    /** Moves the process into a cgroup, whose file system is hidden from it by "ip netns exec". */
    void enter(Path cgroup) {
        done(ask("cgroup", "directory", "/proc/" + ProcessHandle.current().pid() + "/root" + cgroup));
    }

    int option(Connected socket, String name) {
        return done(ask("option", "number", socket.number(), "name", name)).get("value").getAsInt();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
