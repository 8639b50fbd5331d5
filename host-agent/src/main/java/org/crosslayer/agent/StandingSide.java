// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent;

import java.io.IOException;
import java.util.Optional;
import org.crosslayer.agent.config.AgentConfig;
import org.crosslayer.agent.connections.ConnectionTable;
import org.crosslayer.agent.module.CrosslayerModule;
import org.crosslayer.agent.module.ModuleWatch;
import org.crosslayer.agent.mptcp.KernelPathManager;
import org.crosslayer.agent.mptcp.PathManager;
import org.crosslayer.agent.netlink.NetlinkException;
import org.crosslayer.agent.standing.Orders;
import org.crosslayer.agent.standing.StandingPlans;
import org.crosslayer.agent.standing.SteeringPools;
import org.crosslayer.agent.standing.StatusFile;
import org.crosslayer.agent.steering.FirstSubflowSteering;
import org.crosslayer.agent.subflows.OwnAddresses;

/** Standing plans and what of the kernel they need: the module, if it is there, and a path manager of their own. */
final class StandingSide implements AutoCloseable {
    private final AgentConfig config;
    private final PathManager pathManager;
    private final StandingPlans plans;
    private final ModuleWatch module;

    StandingSide(AgentConfig config, ConnectionTable table, OwnAddresses ownAddresses, FirstSubflowSteering steering)
        throws IOException {
        this.config = config;
        pathManager = KernelPathManager.open();
        plans = new StandingPlans(new StandingPlans.Settings(config.maxStandingPlans(), config.maxSubflows(),
            !config.addresses().isEmpty()), table, pathManager, ownAddresses, new SteeringPools(steering));
        module = ModuleWatch.open(plans);
    }

    StandingPlans plans() {
        return plans;
    }

    /** @param own plans of this host's own */
    void start(Orders own) throws IOException {
        module.start();
        plans.start(own, StatusFile.in(config.runDirectory()), this::findModule);
    }

    private Optional<CrosslayerModule> findModule() throws NetlinkException {
        Optional<CrosslayerModule> found = module.find();
        if (found.isPresent()) {
            found.get().setAcceptJoins(config.acceptJoins());
        }
        return found;
    }

    /** What the kernel carries out goes on. */
    @Override
    public void close() {
        module.close();
        plans.close();
        pathManager.close();
    }
}
