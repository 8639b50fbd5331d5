// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.doctor;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.crosslayer.agent.mptcp.Addresses;

/** The newest planned path of each source port to a destination, from a plan log. */
public final class PlannedPorts {
    private PlannedPorts() {
    }

    /**
     * Reads the log.
     *
     * @param most source ports, the newest ones
     * @return path by source port
     */
    public static Map<Integer, String> read(Path planLog, InetSocketAddress to, int most) throws IOException {
        Map<Integer, String> paths = new LinkedHashMap<>();
        try (Stream<String> lines = Files.lines(planLog)) {
            lines.forEach(line -> add(line, to, paths));
        }
        int skip = Math.max(0, paths.size() - most);
        Map<Integer, String> newest = new LinkedHashMap<>();
        paths.entrySet().stream().skip(skip).forEach(entry -> newest.put(entry.getKey(), entry.getValue()));
        return newest;
    }

    private static void add(String line, InetSocketAddress to, Map<Integer, String> paths) {
        try {
            JsonObject entry = JsonParser.parseString(line).getAsJsonObject();
            if (entry.get("result").getAsString().equals("done")
                    && entry.get("remote_address").getAsString().equals(Addresses.text(to.getAddress()))
                    && entry.get("remote_port").getAsInt() == to.getPort()) {
                int port = entry.get("source_port").getAsInt();
                paths.remove(port);
                paths.put(port, entry.get("outbound_path").getAsString());
            }
        } catch (JsonParseException | IllegalStateException | NullPointerException | NumberFormatException e) {
            // A line that is being written, or of another version: the others count.
        }
    }
}
