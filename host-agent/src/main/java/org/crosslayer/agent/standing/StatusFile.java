// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.standing;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a running agent's standing plans are, for the command line: one JSON file for each network namespace, replaced
 * as a whole after every change. It is for people; nothing that matters is read from it.
 */
public final class StatusFile {
    private static final Logger LOG = LoggerFactory.getLogger(StatusFile.class);
    private static final Path NAMESPACE = Path.of("/proc/self/ns/net");

    private final Path file;
    private boolean failed;

    private StatusFile(Path file) {
        this.file = file;
    }

    /** That of the network namespace of this process. */
    public static StatusFile in(Path directory) throws IOException {
        String inode = Files.readSymbolicLink(NAMESPACE).toString().replaceAll("[^0-9]", "");
        return new StatusFile(directory.resolve("plans-" + inode + ".json"));
    }

    /** Replaces the file; that it cannot be written is told once. */
    void write(StandingStatus status) {
        JsonObject json = StandingJson.of(status);
        json.addProperty("pid", ProcessHandle.current().pid());
        json.addProperty("time_ms", System.currentTimeMillis());
        Path next = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(next, json + "\n");
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!failed) {
                failed = true;
                LOG.info("{} cannot be written: 'crosslayer-agent plans' will not show this process's plans", file);
            }
        }
    }

    /** What the agent that runs in this namespace has written; empty if none does, or if it has no plans. */
    public Optional<JsonObject> read() throws IOException {
        try {
            JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
            boolean alive = ProcessHandle.of(json.remove("pid").getAsLong()).isPresent();
            long age = System.currentTimeMillis() - json.remove("time_ms").getAsLong();
            if (!json.get("expires_ms").isJsonNull()) {
                json.addProperty("expires_ms", Math.max(0, json.get("expires_ms").getAsLong() - age));
            }
            return alive ? Optional.of(json) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JsonParseException | IllegalStateException | NullPointerException e) {
            throw new IOException(file + " is not what an agent writes: remove it", e);
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.debug("{} cannot be deleted", file);
        }
    }
}
