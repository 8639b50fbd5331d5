// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.doctor;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.crosslayer.agent.module.CrosslayerModule;
import org.crosslayer.agent.module.ModuleStatistics;
import org.crosslayer.agent.netlink.NetlinkException;
import org.crosslayer.agent.state.StateQuery;
import org.crosslayer.agent.state.StateSocket;
import org.crosslayer.agent.steering.PoolTable;
import org.crosslayer.agent.steering.SteeringException;

/** Whether an agent runs here, and what is in the kernel for it. */
public final class AgentDoctor {
    static final String AGENT = "agent";
    private static final String MODULE = "module";
    private static final String STEERING = "steering";

    private final Findings findings;

    public AgentDoctor(Findings findings) {
        this.findings = findings;
    }

    /**
     * Asks the state socket of this network namespace.
     *
     * @return whether one runs
     */
    public boolean running(Path runDirectory) {
        Path file;
        try {
            file = StateSocket.fileIn(runDirectory);
        } catch (IOException e) {
            findings.unknown(AGENT, "the network namespace cannot be told: " + e.getMessage(), "");
            return false;
        }
        if (!Files.exists(file)) {
            findings.warn(AGENT, "none runs in this network namespace (no " + file + "): the kernel refuses joins of"
                + " peers", "start it; or give --run-directory if it has another one");
            return false;
        }
        try {
            JsonObject state = StateQuery.ask(file);
            findings.ok(AGENT, "runs as process " + state.get("pid").getAsLong() + " and follows "
                + state.getAsJsonArray("connections").size() + " connections");
            return true;
        } catch (IOException e) {
            findings.warn(AGENT, "none answers at " + file + ": " + e.getMessage(),
                "start it, or run this as its user or root");
            return false;
        }
    }

    /** @param module if it is loaded */
    public void module(Optional<CrosslayerModule> module) {
        if (module.isEmpty()) {
            findings.ok(MODULE, "not loaded: the agent carries out standing plans, as long as it runs");
            return;
        }
        try {
            ModuleStatistics statistics = module.get().statistics();
            if (statistics.listening()) {
                findings.ok(MODULE, "loaded, with " + statistics.plans() + " standing plans");
            } else {
                findings.warn(MODULE, "loaded, but it does not hear of connections in this network namespace",
                    "see the kernel's log (dmesg)");
            }
            if (statistics.lost() > 0) {
                findings.warn(MODULE, "events were lost to it " + statistics.lost() + " times",
                    "it has looked for connections anew by itself");
            }
        } catch (NetlinkException e) {
            findings.fail(MODULE, "loaded, but it does not answer: " + e.getMessage(),
                "load the module of this version of Crosslayer");
        }
    }

    /** @param wanted whether pools of source ports are configured */
    public void steering(PoolTable steering, boolean wanted) {
        try {
            steering.check();
            findings.ok(STEERING, steering.totals().isPresent() ? "the program that steers first subflows is attached"
                : "available, no pool of source ports in force");
        } catch (SteeringException e) {
            if (wanted) {
                findings.fail(STEERING, e.getMessage(), "");
            } else {
                findings.ok(STEERING, "not available, and not asked for: " + e.getMessage());
            }
        }
    }
}
