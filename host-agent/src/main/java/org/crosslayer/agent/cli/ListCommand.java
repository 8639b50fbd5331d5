// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.List;
import org.crosslayer.agent.mptcp.KernelSupport.Requirement;
import org.crosslayer.agent.sockdiag.MptcpSocket;
import org.crosslayer.agent.sockdiag.MptcpSocketDump;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists connections and their subflows. */
@Command(name = "list", mixinStandardHelpOptions = true,
    description = {"Lists the MPTCP connections of this host with their subflows, as the kernel has them.",
        "Without CAP_NET_ADMIN the kernel shows no tokens, and the subflows cannot be told apart."})
final class ListCommand extends KernelVerb {
    @Parameters(paramLabel = "TOKEN", arity = "0..1", description = "Only this connection.")
    private String token;

    @Override
    public Integer call() throws IOException {
        require(Requirement.MPTCP, Requirement.DIAGNOSTICS, Requirement.NET_ADMIN);
        List<MptcpSocket> connections;
        try (MptcpSocketDump sockets = kernel().sockets()) {
            connections = token == null ? sockets.connections() : List.of(connection(sockets, token(token)));
        }
        if (isJson()) {
            JsonArray array = new JsonArray();
            connections.forEach(connection -> array.add(SocketJson.connection(connection)));
            JsonObject root = new JsonObject();
            root.add("connections", array);
            printJson(root);
        } else {
            out().print(SocketText.of(connections));
            out().flush();
        }
        return ExitCode.DONE;
    }
}
