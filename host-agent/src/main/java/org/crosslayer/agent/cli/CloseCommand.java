// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.cli;

import com.google.gson.JsonObject;
import org.crosslayer.agent.mptcp.ConnectionToken;
import org.crosslayer.agent.mptcp.FourTuple;
import org.crosslayer.agent.mptcp.PathManager;
import org.crosslayer.agent.netlink.NetlinkException;
import picocli.CommandLine.Command;

/** Closes one subflow. */
@Command(name = "close", mixinStandardHelpOptions = true,
    description = "Closes one subflow of a connection; the connection goes on over the others.",
    footer = {"", "Example: crosslayer-agent close 3f2a9c01 12000"})
final class CloseCommand extends SubflowVerb {
    @Override
    void act(PathManager pathManager, int connection, FourTuple tuple) throws NetlinkException {
        pathManager.destroySubflow(connection, tuple);
    }

    @Override
    void report(int connection, FourTuple tuple) {
        if (isJson()) {
            JsonObject json = new JsonObject();
            json.addProperty("token", ConnectionToken.format(connection));
            SocketJson.addTuple(json, tuple);
            json.addProperty("state", "closed");
            printJson(json);
        } else {
            out().println(tuple + "  closed");
            out().flush();
        }
    }
}
