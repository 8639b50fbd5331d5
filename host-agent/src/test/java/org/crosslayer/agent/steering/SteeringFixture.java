// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.steering;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.crosslayer.agent.mptcp.NetworkNamespace;
import org.crosslayer.agent.mptcp.Root;

/**
 * Two namespaces with a link, a process in each, and steering of the first by a BPF file system of the test's own. The
 * kernel's own choice is within 50000 to 59999 there.
 */
final class SteeringFixture implements AutoCloseable {
    static final String HERE = "10.9.0.1";
    static final String THERE = "10.9.0.2";
    static final String THERE_IPV6 = "fd09::2";
    static final int OWN_CHOICE = 50_000;

    final NetworkNamespace here;
    final NetworkNamespace there;
    final Sockets client;
    final Sockets server;
    final Path directory;
    final SteeringSettings settings;
    final KernelSteering steering;

    SteeringFixture() throws Exception {
        Root.require();
        directory = Files.createTempDirectory("crosslayer-bpf");
        run("mount", "-t", "bpf", "bpf", directory.toString());
        settings = new SteeringSettings(Optional.empty(), Optional.of(directory));
        steering = new KernelSteering(settings);
        NetworkNamespace[] pair = NetworkNamespace.pair();
        here = pair[0];
        there = pair[1];
        here.sysctl("net.ipv4.ip_local_port_range=50000 59999");
        client = new Sockets(here);
        server = new Sockets(there);
    }

    static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed");
        }
    }

    /** Puts pools in force, in the form of the configuration; their ids count from 1. */
    void pools(Origin origin, Duration lifetime, String... texts) throws Exception {
        List<SourcePortPool> pools = new ArrayList<>();
        for (String text : texts) {
            SourcePortPool pool = PoolText.parse(pools.size() + 1, text);
            pools.add(new SourcePortPool(pool.id(), pool.remote(), pool.remotePort(), pool.protocols(),
                pool.sourcePorts(), lifetime));
        }
        here.call(() -> {
            steering.update(origin, earlier -> pools);
            return null;
        });
    }

    void pools(String... texts) throws Exception {
        pools(Origin.MANUAL, Duration.ZERO, texts);
    }

    List<InstalledPool> installed() throws Exception {
        return here.call(steering::pools);
    }

    List<PoolStatistics> statistics() throws Exception {
        return here.call(() -> steering.statistics(steering.pools()));
    }

    SteeringTotals totals() throws Exception {
        return here.call(steering::totals).orElseThrow();
    }

    Path pins() throws Exception {
        return SteeringSite.find(settings).pins(here.call(Posix::networkNamespace));
    }

    @Override
    public void close() throws Exception {
        try {
            here.call(steering::off);
        } finally {
            client.close();
            server.close();
            here.close();
            there.close();
            run("umount", directory.toString());
            Files.delete(directory);
        }
    }
}
