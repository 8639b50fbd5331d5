// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import org.crosslayer.agent.connections.ConnectionTable;
import org.crosslayer.agent.connections.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateSocketTest {
    private final ConnectionTable table = new ConnectionTable(10);

    @TempDir
    private Path directory;

    @Test
    void shouldShowConnectionsWithTheirSubflowsToEachWhoAsks() throws IOException {
        table.apply(Samples.established(), 1);
        table.apply(Samples.subflowEstablished(Samples.SECOND, 7), 2);
        try (StateSocket ignored = StateSocket.open(table, directory)) {
            JsonObject connection = ask().getAsJsonArray("connections").get(0).getAsJsonObject();
            assertThat(connection.get("token").getAsString()).isEqualTo("3f2a9c01");
            assertThat(connection.get("established").getAsBoolean()).isTrue();
            assertThat(connection.get("pending").getAsInt()).isZero();
            assertThat(connection.get("local_port").getAsInt()).isEqualTo(40_000);
            JsonObject second = connection.getAsJsonArray("subflows").get(1).getAsJsonObject();
            assertThat(second.get("local_address").getAsString()).isEqualTo("10.0.1.2");
            assertThat(second.get("local_port").getAsInt()).isEqualTo(12_000);
            assertThat(second.get("local_id").getAsInt()).isEqualTo(7);
            assertThat(second.get("backup").getAsBoolean()).isFalse();
            assertThat(ask().get("pid").getAsLong()).isEqualTo(ProcessHandle.current().pid());
        }
    }

    @Test
    void shouldTakeThePlaceOfAKilledAgentsSocketAndLeaveNone() throws IOException {
        Path file = StateSocket.fileIn(directory);
        Files.createFile(file);
        try (StateSocket ignored = StateSocket.open(table, directory)) {
            assertThat(ask().getAsJsonArray("connections")).isEmpty();
            assertThat(Files.getPosixFilePermissions(file))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void shouldTellWhoListens() throws IOException {
        Path file = StateSocket.fileIn(directory);
        assertThat(StateQuery.listener(file)).isEmpty();
        try (StateSocket ignored = StateSocket.open(table, directory)) {
            assertThat(StateQuery.listener(file)).contains("process " + ProcessHandle.current().pid());
        }
        try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            silent.bind(UnixDomainSocketAddress.of(file));
            assertThat(StateQuery.listener(file)).contains("a process that does not answer");
        }
        assertThat(file).exists();
        assertThat(StateQuery.listener(file)).as("left by a killed agent").isEmpty();
    }

    @Test
    void shouldDoWithoutADirectory() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        StateSocket.open(table, file.resolve("below")).close();
        assertThat(directory).isDirectoryContaining(file::equals);
    }

    private JsonObject ask() throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(StateSocket.fileIn(directory)))) {
            return JsonParser.parseReader(Channels.newReader(channel, StandardCharsets.UTF_8)).getAsJsonObject();
        }
    }
}
