// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.crosslayer.agent.steering.InstalledPool;
import org.crosslayer.agent.steering.Origin;
import org.crosslayer.agent.steering.PoolTable;
import org.crosslayer.agent.steering.RemotePrefix;
import org.crosslayer.agent.steering.SourcePortList;
import org.crosslayer.agent.steering.SourcePortPool;
import org.crosslayer.agent.steering.SteeredProtocol;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Adds a pool, or puts it in the place of the one with the same destination. */
@Command(name = "set", mixinStandardHelpOptions = true, sortOptions = false,
    description = {"Sets the source ports of first subflows, or TCP connections, to a destination.",
        "The longest prefix counts, and of two with the same prefix the one that names the port. Pools set here count"
            + " before those of agent and controller."},
    footer = {"", "Example: crosslayer-agent steering set 10.0.2.0/24 --source-ports 20000-20063 --protocol mptcp,tcp"})
final class SteeringSetCommand extends SteeringVerb {
    @Parameters(paramLabel = "PREFIX", description = "Destination: ADDRESS or ADDRESS/LENGTH.")
    private String remote;

    @Option(names = "--source-ports", paramLabel = "PORTS", required = true,
        description = "Ports and ranges, separated by commas, taken in this order, round robin.")
    private String sourcePorts;

    @Option(names = "--remote-port", paramLabel = "PORT", description = "Only this destination port (default: any).")
    private int remotePort;

    @Option(names = "--protocol", paramLabel = "PROTOCOL", split = ",",
        description = "mptcp, tcp or both, separated by a comma (default: mptcp).")
    private List<SteeredProtocol> protocols = List.of(SteeredProtocol.MPTCP);

    @Option(names = "--lifetime", paramLabel = "SECONDS", description = "For so long (default: until it is removed).")
    private long lifetime;

    @Option(names = "--steering-cgroup", paramLabel = "DIRECTORY",
        description = "Only processes of this cgroup, for all pools (default: as it is, or else all processes).")
    private Path cgroup;

    @Override
    Optional<Path> cgroup() {
        return Optional.ofNullable(cgroup);
    }

    @Override
    int work(PoolTable table) throws IOException {
        SourcePortPool wanted = pool(0);
        long[] id = new long[1];
        table.update(Origin.MANUAL, earlier -> {
            List<SourcePortPool> kept = new ArrayList<>();
            id[0] = 1;
            for (SourcePortPool pool : earlier) {
                if (pool.remote().equals(wanted.remote()) && pool.remotePort() == wanted.remotePort()) {
                    id[0] = pool.id();
                    return replaced(earlier, pool.id());
                }
                id[0] = Math.max(id[0], pool.id() + 1);
                kept.add(pool);
            }
            kept.add(pool(id[0]));
            return kept;
        });
        InstalledPool set = table.pools().stream()
            .filter(pool -> pool.origin() == Origin.MANUAL && pool.pool().id() == id[0]).findFirst().orElseThrow();
        print(SteeringText.json(set), SteeringText.line(set));
        return ExitCode.DONE;
    }

    private List<SourcePortPool> replaced(List<SourcePortPool> earlier, long id) {
        return earlier.stream().map(pool -> pool.id() == id ? pool(id) : pool).toList();
    }

    private SourcePortPool pool(long id) {
        try {
            return new SourcePortPool(id, RemotePrefix.parse(remote), remotePort, EnumSet.copyOf(protocols),
                SourcePortList.parse(sourcePorts), Duration.ofSeconds(lifetime));
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage());
        }
    }
}
