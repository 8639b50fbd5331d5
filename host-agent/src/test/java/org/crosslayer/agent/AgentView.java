// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.crosslayer.agent.mptcp.ConnectionToken;
import org.crosslayer.agent.mptcp.NetworkNamespace;
import org.crosslayer.agent.sockdiag.MptcpSocket;
import org.crosslayer.agent.sockdiag.SocketDiagnostics;
import org.crosslayer.agent.sockdiag.SocketState;
import org.crosslayer.agent.sockdiag.SubflowSocket;

/** Connections, subflows and address ids as the agent has them, and as the kernel has them: a line for each subflow. */
final class AgentView {
    private AgentView() {
    }

    /** By the agent's state socket; what has been asked for and is not answered yet is a line too. */
    static Set<String> ofAgent(Path runDirectory) throws IOException {
        Set<String> lines = new TreeSet<>();
        try (DirectoryStream<Path> sockets = Files.newDirectoryStream(runDirectory, "state-*.sock");
             SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(sockets.iterator().next()));
             Reader reader = Channels.newReader(channel, StandardCharsets.UTF_8)) {
            JsonObject state = JsonParser.parseReader(reader).getAsJsonObject();
            for (JsonElement element : state.getAsJsonArray("connections")) {
                JsonObject connection = element.getAsJsonObject();
                String token = connection.get("token").getAsString();
                if (connection.get("pending").getAsInt() != 0) {
                    lines.add(token + " pending " + connection.get("pending"));
                }
                for (JsonElement subflow : connection.getAsJsonArray("subflows")) {
                    JsonObject flow = subflow.getAsJsonObject();
                    lines.add(line(token, flow.get("local_port").getAsInt(), flow.get("remote_port").getAsInt(),
                        flow.get("local_id").getAsInt(), flow.get("backup").getAsBoolean()));
                }
            }
        }
        return lines;
    }

    /** By socket diagnostics. */
    static Set<String> ofKernel(NetworkNamespace namespace) throws Exception {
        Set<String> lines = new TreeSet<>();
        try (SocketDiagnostics diagnostics = namespace.call(SocketDiagnostics::open)) {
            for (MptcpSocket socket : diagnostics.connections()) {
                for (SubflowSocket subflow : socket.subflows()) {
                    if (subflow.state() == SocketState.ESTABLISHED) {
                        lines.add(line(ConnectionToken.format(socket.token()), subflow.tuple().local().port(),
                            subflow.tuple().remote().port(), subflow.localId(), subflow.isBackup()));
                    }
                }
            }
        }
        return lines;
    }

    private static String line(String token, int localPort, int remotePort, int localId, boolean backup) {
        return token + " " + localPort + ">" + remotePort + " id " + localId + (backup ? " backup" : "");
    }
}
