// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.crosslayer.agent.controller.ControllerAddress;
import org.crosslayer.agent.controller.TlsFiles;
import org.crosslayer.agent.steering.SteeringConfig;
import org.crosslayer.agent.subflows.SourcePorts;

/**
 * The checked configuration of a running agent.
 *
 * @param controllers tried in this order; empty in stand-alone mode
 * @param tls empty: clear text
 * @param addresses own addresses that subflows may use; empty: all usable ones
 * @param maxSubflows most subflows of a connection, 1..255
 * @param maxConnections most connections that are followed
 * @param maxSubflowsPerSecond most subflows that controllers may open in a second
 * @param plans file with standing plans of this host's own
 * @param maxStandingPlans most standing plans in force, 0..4096
 * @param acceptJoins have the kernel module accept joins of peers also while no agent runs
 * @param runDirectory where the agent writes what its plans are
 * @param simulate subflows that every client-side connection is brought to in stand-alone mode; 0: off
 * @param sourcePorts range of the source ports of stand-alone mode
 * @param metrics where to answer Prometheus
 * @param steering pools of source ports for first subflows
 */
public record AgentConfig(List<ControllerAddress> controllers, String agentId, Optional<TlsFiles> tls,
                          List<InetAddress> addresses, int maxSubflows, int maxConnections,
                          int maxSubflowsPerSecond, Optional<Path> plans, int maxStandingPlans,
                          boolean acceptJoins, Path runDirectory, int simulate, SourcePorts sourcePorts,
                          SteeringConfig steering, Optional<Path> planLog,
                          Optional<InetSocketAddress> metrics, String logLevel) {
    public AgentConfig {
        controllers = List.copyOf(controllers);
        addresses = List.copyOf(addresses);
    }
}
