// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.crosslayer.agent.mptcp.ConnectionToken;
import org.crosslayer.agent.mptcp.KernelSupport;
import org.crosslayer.agent.mptcp.KernelSupport.Requirement;
import org.crosslayer.agent.netlink.NetlinkException;
import org.crosslayer.agent.sockdiag.MptcpSocket;
import org.crosslayer.agent.sockdiag.MptcpSocketDump;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the verbs that work directly on the kernel have in common. */
abstract class KernelVerb implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = {"-j", "--json"}, description = "Print JSON.")
    private boolean json;

    boolean isJson() {
        return json;
    }

    Kernel kernel() {
        return ((AgentCommand) spec.root().userObject()).kernel();
    }

    UnaryOperator<String> environment() {
        return ((AgentCommand) spec.root().userObject()).environment();
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    void printJson(JsonObject object) {
        // Made here, not once for all: the daemon, which has no use for it, need not load it.
        Gson pretty = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls().create();
        out().println(pretty.toJson(object));
        out().flush();
    }

    /** Goes on only if the kernel offers all of this. */
    void require(Requirement first, Requirement... more) throws IOException {
        KernelSupport support = kernel().check();
        Set<Requirement> needed = EnumSet.of(first, more);
        String missing = support.problems().stream().filter(problem -> needed.contains(problem.requirement()))
            .map(KernelSupport.Problem::line).collect(Collectors.joining(System.lineSeparator()));
        if (!missing.isEmpty()) {
            throw new CliException(ExitCode.NOT_SUPPORTED, missing);
        }
    }

    ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    int token(String text) {
        try {
            return ConnectionToken.parse(text);
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage());
        }
    }

    static MptcpSocket connection(MptcpSocketDump sockets, int token) throws NetlinkException {
        return sockets.connection(token).orElseThrow(() -> new CliException(ExitCode.NOT_FOUND,
            "No connection has token " + ConnectionToken.format(token)
                + " (any more): 'crosslayer-agent list' shows those there are."));
    }

    static Requirement[] commands(Requirement... more) {
        Requirement[] all = Arrays.copyOf(more, more.length + 3);
        all[more.length] = Requirement.COMMANDS;
        all[more.length + 1] = Requirement.DIAGNOSTICS;
        all[more.length + 2] = Requirement.NET_ADMIN;
        return all;
    }
}
