// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.cli;

import java.io.IOException;
import java.util.List;
import org.crosslayer.agent.mptcp.ConnectionToken;
import org.crosslayer.agent.mptcp.FourTuple;
import org.crosslayer.agent.mptcp.KernelSupport.Requirement;
import org.crosslayer.agent.mptcp.PathManager;
import org.crosslayer.agent.mptcp.SocketEndpoint;
import org.crosslayer.agent.netlink.NetlinkException;
import org.crosslayer.agent.sockdiag.MptcpSocket;
import org.crosslayer.agent.sockdiag.MptcpSocketDump;
import org.crosslayer.agent.sockdiag.SubflowSocket;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verbs about one subflow that is there: how it is told from the others of its connection. */
abstract class SubflowVerb extends KernelVerb {
    @Parameters(index = "0", paramLabel = "TOKEN", description = "Token of the connection, as 'list' shows it.")
    private String token;

    @Parameters(index = "1", paramLabel = "SOURCE-PORT", description = "Local port of the subflow.")
    private int sourcePort;

    @Option(names = "--remote", paramLabel = "ADDRESS:PORT", converter = Converters.Endpoint.class,
        description = "Address and port of the peer, if the source port alone does not tell which.")
    private SocketEndpoint remote;

    @Override
    public Integer call() throws IOException {
        require(Requirement.MPTCP, commands());
        try (MptcpSocketDump sockets = kernel().sockets(); PathManager pathManager = kernel().pathManager()) {
            MptcpSocket connection = connection(sockets, token(token));
            FourTuple tuple = find(connection).tuple();
            act(pathManager, connection.token(), tuple);
            report(connection.token(), tuple);
        }
        return ExitCode.DONE;
    }

    private SubflowSocket find(MptcpSocket connection) {
        List<SubflowSocket> matching = connection.subflows().stream()
            .filter(subflow -> subflow.tuple().local().port() == sourcePort)
            .filter(subflow -> remote == null || subflow.tuple().remote().equals(remote)).toList();
        if (matching.isEmpty()) {
            throw new CliException(ExitCode.NOT_FOUND, "Connection " + ConnectionToken.format(connection.token())
                + " has no subflow from source port " + sourcePort + (remote == null ? "" : " to " + remote)
                + ": 'crosslayer-agent list' shows those it has.");
        }
        if (matching.size() > 1) {
            throw new CliException(ExitCode.USAGE, "Source port " + sourcePort + " has " + matching.size()
                + " subflows: tell by --remote which one is meant.");
        }
        return matching.get(0);
    }

    abstract void act(PathManager pathManager, int connection, FourTuple tuple) throws NetlinkException;

    abstract void report(int connection, FourTuple tuple);
}
