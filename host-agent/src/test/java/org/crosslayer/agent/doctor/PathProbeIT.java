// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.crosslayer.agent.connections.Samples;
import org.crosslayer.agent.mptcp.NetworkNamespace;
import org.crosslayer.agent.mptcp.Root;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The ways of source ports over a router that hashes them:
 *
 * <pre>
 *   host 10.0.0.1 -- 10.0.0.2 router --+-- 10.1.0.2 first  --+-- 10.99.0.1 server
 *                                      +-- 10.2.0.2 second --+
 * </pre>
 */
class PathProbeIT {
    private static final InetAddress ROUTER = Samples.address("10.0.0.2");
    private static final InetAddress FIRST = Samples.address("10.1.0.2");
    private static final InetAddress SECOND = Samples.address("10.2.0.2");
    private static final InetSocketAddress CLOSED_PORT = new InetSocketAddress("10.99.0.1", 7);
    private static final int PORTS = 20;

    private final List<NetworkNamespace> spaces = new ArrayList<>();
    private NetworkNamespace host;
    private NetworkNamespace router;

    @BeforeEach
    void build() throws Exception {
        Root.require();
        host = space("h");
        router = space("r");
        NetworkNamespace server = space("s");
        link(host, "10.0.0.1", router, "10.0.0.2", "0");
        host.ip("route add default via 10.0.0.2");
        server.ip("address add 10.99.0.1/32 dev lo");
        for (String path : List.of("1", "2")) {
            NetworkNamespace middle = space("m" + path);
            link(router, "10." + path + ".0.1", middle, "10." + path + ".0.2", "r" + path);
            link(middle, "10.5" + path + ".0.1", server, "10.5" + path + ".0.2", "s" + path);
            middle.ip("route add 10.99.0.1 via 10.5" + path + ".0.2");
            middle.ip("route add 10.0.0.0/24 via 10." + path + ".0.1");
        }
        server.ip("route add default via 10.51.0.1");
        router.ip("route add 10.99.0.1 nexthop via 10.1.0.2 nexthop via 10.2.0.2");
        // By the header, and all of it: policy 1 would take the hash of the sender's socket over a virtual link.
        router.sysctl("net.ipv4.fib_multipath_hash_policy=3");
        router.sysctl("net.ipv4.fib_multipath_hash_fields=0x37");
    }

    private NetworkNamespace space(String role) throws Exception {
        NetworkNamespace space = NetworkNamespace.create(role);
        spaces.add(space);
        for (String setting : List.of("ip_forward=1", "icmp_ratelimit=0", "conf.all.rp_filter=0",
                "conf.default.rp_filter=0")) {
            space.sysctl("net.ipv4." + setting);
        }
        return space;
    }

    private static void link(NetworkNamespace one, String oneAddress, NetworkNamespace other, String otherAddress,
                             String name) throws Exception {
        one.ip("link add a" + name + " type veth peer name b" + name + " netns " + other.name());
        one.ip("address add " + oneAddress + "/24 dev a" + name);
        other.ip("address add " + otherAddress + "/24 dev b" + name);
        one.ip("link set a" + name + " up");
        other.ip("link set b" + name + " up");
    }

    @AfterEach
    void close() throws Exception {
        for (NetworkNamespace space : spaces) {
            space.close();
        }
    }

    private PathProbe.Way follow(int port) throws Exception {
        return host.call(() -> new PathProbe(Samples.address("10.0.0.1"), CLOSED_PORT).follow(port));
    }

    @Test
    void shouldTellTheRoutersOfEachSourcePortAndJudgePlansByThem() throws Exception {
        Map<Integer, String> planned = new TreeMap<>();
        for (int port = 20_000; port < 20_000 + PORTS; port++) {
            PathProbe.Way way = follow(port);
            assertThat(way.arrived()).as("%s", way).isTrue();
            assertThat(way.routers()).hasSize(2).allMatch(Optional::isPresent);
            assertThat(way.routers().get(0)).contains(ROUTER);
            assertThat(way.routers().get(1).get()).isIn(FIRST, SECOND);
            planned.put(port, way.routers().get(1).get().equals(FIRST) ? "first" : "second");
        }
        assertThat(planned.values()).contains("first", "second");

        Findings good = new Findings();
        new PathDoctor(good).check(planned, port -> host(port));
        assertThat(good.isAnyFailed()).as("%s", good.all()).isFalse();
        assertThat(good.all()).extracting(Finding::text)
            .contains(PORTS + " source ports of 2 planned paths take as many different ways");

        router.sysctl("net.ipv4.fib_multipath_hash_fields=0x03");
        Findings broken = new Findings();
        new PathDoctor(broken).check(planned, port -> host(port));
        assertThat(broken.all()).filteredOn(finding -> finding.state() == Finding.State.FAILED)
            .isNotEmpty().allMatch(finding -> finding.text().contains("and take the same way"));
    }

    private PathProbe.Way host(int port) {
        try {
            return follow(port);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
