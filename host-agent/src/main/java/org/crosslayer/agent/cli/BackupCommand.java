// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.cli;

import com.google.gson.JsonObject;
import org.crosslayer.agent.mptcp.ConnectionToken;
import org.crosslayer.agent.mptcp.FourTuple;
import org.crosslayer.agent.mptcp.PathManager;
import org.crosslayer.agent.netlink.NetlinkException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Changes the priority of one subflow. */
@Command(name = "backup", mixinStandardHelpOptions = true,
    description = {"Makes a subflow a backup, or with --off a normal one.",
        "A backup carries data only when no other subflow can; the peer is told (MP_PRIO)."},
    footer = {"", "Example: crosslayer-agent backup 3f2a9c01 12000"})
final class BackupCommand extends SubflowVerb {
    @Option(names = "--off", description = "Not for backup any more.")
    private boolean off;

    @Override
    void act(PathManager pathManager, int connection, FourTuple tuple) throws NetlinkException {
        pathManager.setBackup(connection, tuple, !off);
    }

    @Override
    void report(int connection, FourTuple tuple) {
        if (isJson()) {
            JsonObject json = new JsonObject();
            json.addProperty("token", ConnectionToken.format(connection));
            SocketJson.addTuple(json, tuple);
            json.addProperty("backup", !off);
            printJson(json);
        } else {
            out().println(tuple + (off ? "  normal" : "  backup"));
            out().flush();
        }
    }
}
