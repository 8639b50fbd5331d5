// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.cli;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Collectors;
import org.crosslayer.agent.mptcp.Addresses;
import org.crosslayer.agent.mptcp.ConnectionToken;
import org.crosslayer.agent.mptcp.FourTuple;
import org.crosslayer.agent.mptcp.KernelSupport.Requirement;
import org.crosslayer.agent.mptcp.PathManager;
import org.crosslayer.agent.mptcp.SocketEndpoint;
import org.crosslayer.agent.netlink.Errno;
import org.crosslayer.agent.sockdiag.MptcpSocket;
import org.crosslayer.agent.sockdiag.MptcpSocketDump;
import org.crosslayer.agent.subflows.OpenResult;
import org.crosslayer.agent.subflows.SubflowOpener;
import org.crosslayer.agent.subflows.SubflowRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Opens one subflow. */
@Command(name = "open", mixinStandardHelpOptions = true, sortOptions = false,
    description = {"Opens one more subflow of a connection and says whether the peer accepted it.",
        "By default it is between the addresses of the initial subflow."},
    footer = {"", "Example: crosslayer-agent open 3f2a9c01 --source-port 12000,12001,12002"})
final class OpenCommand extends KernelVerb {
    private static final int MAX_PORT = 0xffff;

    @Parameters(paramLabel = "TOKEN", description = "Token of the connection, as 'list' shows it.")
    private String token;

    @Option(names = "--source-port", paramLabel = "PORT", split = ",",
        description = "Source port; several, separated by commas, are tried in order until one is free"
            + " (default: the kernel chooses).")
    private List<Integer> sourcePorts = List.of(0);

    @Option(names = "--local", paramLabel = "ADDRESS", converter = Converters.Address.class,
        description = "Own address to use.")
    private InetAddress local;

    @Option(names = "--remote", paramLabel = "ADDRESS:PORT", converter = Converters.Endpoint.class,
        description = "Address and port of the peer.")
    private SocketEndpoint remote;

    @Option(names = "--remote-id", paramLabel = "ID",
        description = "Id that the peer announced the remote address with (default: 0, the initial one).")
    private int remoteId;

    @Option(names = "--backup", description = "Open it for backup.")
    private boolean backup;

    @Option(names = "--wait", paramLabel = "SECONDS",
        description = "How long to wait for the peer's answer (default: ${DEFAULT-VALUE}; 0: do not wait).")
    private double wait = 3;

    @Override
    public Integer call() throws IOException {
        checkOptions();
        require(Requirement.MPTCP, commands(Requirement.EVENTS));
        try (MptcpSocketDump sockets = kernel().sockets(); PathManager pathManager = kernel().pathManager()) {
            MptcpSocket connection = connection(sockets, token(token));
            SubflowRequest request = request(connection);
            Verdict verdict = new Verdict(connection.token());
            try (Kernel.Events events = kernel().events(verdict)) {
                OpenResult result = new SubflowOpener(pathManager, new DumpSlots(connection, pathManager))
                    .open(request);
                if (!result.isDone()) {
                    throw new CliException(result.status() == OpenResult.Status.UNKNOWN_CONNECTION
                        ? ExitCode.NOT_FOUND : ExitCode.FAILED, reason(request, result));
                }
                return report(request, result, verdict);
            }
        }
    }

    private void checkOptions() {
        for (int port : sourcePorts) {
            if (port < 0 || port > MAX_PORT) {
                throw usage("source port " + port + " is not within 0 to " + MAX_PORT);
            }
        }
        if (remoteId < 0 || remoteId > 255) {
            throw usage("remote id " + remoteId + " is not within 0 to 255");
        }
        if (remote != null && remote.port() == 0) {
            throw usage("the port of --remote is missing");
        }
    }

    private SubflowRequest request(MptcpSocket connection) {
        SocketEndpoint to = remote == null ? connection.tuple().remote() : remote;
        InetAddress from = local == null ? connection.tuple().local().address() : local;
        if (to.isIpv6() != new SocketEndpoint(from, 0).isIpv6()) {
            throw new CliException(ExitCode.FAILED, "A subflow has both ends of one address family: "
                + Addresses.text(from) + " and " + Addresses.text(to.address()) + " are not.");
        }
        return new SubflowRequest(connection.token(), from, to, remoteId, sourcePorts, backup);
    }

    private static String reason(SubflowRequest request, OpenResult result) {
        String connection = ConnectionToken.format(request.token());
        String errno = result.errno() == 0 ? "" : " (" + Errno.name(result.errno()) + ")";
        return switch (result.status()) {
            case PORTS_IN_USE -> "Source port " + request.sourcePorts().stream().map(String::valueOf)
                .collect(Collectors.joining(", ")) + " is in use" + errno + ": give another --source-port.";
            case NOT_ESTABLISHED -> "Connection " + connection + " is not fully established yet, or is closing"
                + errno + ": subflows can be opened once data has been acknowledged.";
            case UNKNOWN_CONNECTION -> "Connection " + connection + " has just been closed" + errno + ".";
            case REFUSED_BY_AGENT -> "No subflow for connection " + connection + ": " + result.message() + ".";
            default -> "The kernel refused a subflow for connection " + connection + ": " + result.message() + errno
                + ".";
        };
    }

    private int report(SubflowRequest request, OpenResult result, Verdict verdict) {
        if (wait > 0) {
            verdict.await(result.addressId(), (long) (wait * 1e9));
        }
        FourTuple tuple = verdict.tuple() != null ? verdict.tuple() : new FourTuple(
            new SocketEndpoint(request.local(), result.sourcePort()), request.remote());
        if (isJson()) {
            JsonObject json = new JsonObject();
            json.addProperty("token", ConnectionToken.format(request.token()));
            SocketJson.addTuple(json, tuple);
            json.addProperty("local_id", result.addressId());
            json.addProperty("candidates_in_use", result.candidatesInUse());
            json.addProperty("state", verdict.state());
            json.addProperty("error", verdict.error() == 0 ? null : Errno.name(verdict.error()));
            printJson(json);
        } else {
            out().println(tuple + "  id " + result.addressId() + "  " + verdict.describe());
            out().flush();
        }
        return verdict.isGood() || wait <= 0 ? ExitCode.DONE : ExitCode.FAILED;
    }
}
