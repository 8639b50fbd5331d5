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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The ways of source ports over a router that hashes them:
 *
 * <pre>
 *   host 10.0.0.1 -- 10.0.0.2 router --+-- 10.1.0.2 first  --+-- 10.99.0.1 server
 *                                      +-- 10.2.0.2 second --+
 * </pre>
 *
 * <p>and the same with fd00:0::1 and so on.
 */
class PathProbeIT {
    private static final int CLOSED_PORT = 7;
    private static final int PORTS = 20;

    /** How addresses begin. */
    private enum Family {
        IPV4("10.", ".0.", "/24", "/32"), IPV6("fd00:", "::", "/64", "/128");

        private final String begin;
        private final String separator;
        private final String length;
        private final String one;

        Family(String begin, String separator, String length, String one) {
            this.begin = begin;
            this.separator = separator;
            this.length = length;
            this.one = one;
        }

        /** Such as 10.1.0.2 and fd00:1::2. */
        String address(int network, int host) {
            return begin + network + separator + host;
        }
    }

    private final List<NetworkNamespace> spaces = new ArrayList<>();
    private NetworkNamespace host;
    private NetworkNamespace router;

    @BeforeEach
    void build() throws Exception {
        Root.require();
        host = space("h");
        router = space("r");
        NetworkNamespace server = space("s");
        List<NetworkNamespace> middles = List.of(space("m1"), space("m2"));
        link(host, router, 0);
        for (int path = 1; path <= 2; path++) {
            link(router, middles.get(path - 1), path);
            link(middles.get(path - 1), server, 50 + path);
        }
        for (Family family : Family.values()) {
            String destination = family.address(99, 1) + family.one;
            server.ip("address add " + destination + " dev lo");
            host.ip("route add " + destination + " via " + family.address(0, 2));
            for (int path = 1; path <= 2; path++) {
                NetworkNamespace middle = middles.get(path - 1);
                middle.ip("route add " + destination + " via " + family.address(50 + path, 2));
                middle.ip("route add " + family.address(0, 0) + family.length + " via " + family.address(path, 1));
            }
            server.ip("route add " + family.address(0, 0) + family.length + " via " + family.address(51, 1));
            router.ip("route add " + destination + " nexthop via " + family.address(1, 2) + " nexthop via "
                + family.address(2, 2));
        }
        // By the header, and all of it: policy 1 would take the hash of the sender's socket over a virtual link.
        hashFields("0x37");
    }

    private void hashFields(String fields) throws Exception {
        for (String family : List.of("ipv4", "ipv6")) {
            router.sysctl("net." + family + ".fib_multipath_hash_policy=3");
            router.sysctl("net." + family + ".fib_multipath_hash_fields=" + fields);
        }
    }

    private NetworkNamespace space(String role) throws Exception {
        NetworkNamespace space = NetworkNamespace.create(role);
        spaces.add(space);
        for (String setting : List.of("ipv4.ip_forward=1", "ipv4.icmp_ratelimit=0", "ipv4.conf.all.rp_filter=0",
                "ipv4.conf.default.rp_filter=0", "ipv6.conf.all.forwarding=1", "ipv6.icmp.ratelimit=0",
                "ipv6.conf.all.accept_dad=0", "ipv6.conf.default.accept_dad=0")) {
            space.sysctl("net." + setting);
        }
        return space;
    }

    private static void link(NetworkNamespace one, NetworkNamespace other, int network) throws Exception {
        one.ip("link add a" + network + " type veth peer name b" + network + " netns " + other.name());
        for (Family family : Family.values()) {
            String unchecked = family == Family.IPV6 ? " nodad" : "";
            one.ip("address add " + family.address(network, 1) + family.length + " dev a" + network + unchecked);
            other.ip("address add " + family.address(network, 2) + family.length + " dev b" + network + unchecked);
        }
        one.ip("link set a" + network + " up");
        other.ip("link set b" + network + " up");
    }

    @AfterEach
    void close() throws Exception {
        for (NetworkNamespace space : spaces) {
            space.close();
        }
    }

    private PathProbe.Way follow(Family family, int port) throws Exception {
        return host.call(() -> new PathProbe(Samples.address(family.address(0, 1)),
            new InetSocketAddress(family.address(99, 1), CLOSED_PORT)).follow(port));
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void shouldTellTheRoutersOfEachSourcePortAndJudgePlansByThem(Family family) throws Exception {
        InetAddress first = Samples.address(family.address(1, 2));
        Map<Integer, String> planned = new TreeMap<>();
        for (int port = 20_000; port < 20_000 + PORTS; port++) {
            PathProbe.Way way = follow(family, port);
            assertThat(way.arrived()).as("%s", way).isTrue();
            assertThat(way.routers()).hasSize(2).allMatch(Optional::isPresent);
            assertThat(way.routers().get(0)).contains(Samples.address(family.address(0, 2)));
            assertThat(way.routers().get(1).get()).isIn(first, Samples.address(family.address(2, 2)));
            planned.put(port, way.routers().get(1).get().equals(first) ? "first" : "second");
        }
        assertThat(planned.values()).contains("first", "second");

        Findings good = new Findings();
        new PathDoctor(good).check(planned, port -> probe(family, port));
        assertThat(good.isAnyFailed()).as("%s", good.all()).isFalse();
        assertThat(good.all()).extracting(Finding::text)
            .contains(PORTS + " source ports of 2 planned paths take as many different ways");

        hashFields("0x03");
        Findings broken = new Findings();
        new PathDoctor(broken).check(planned, port -> probe(family, port));
        assertThat(broken.all()).filteredOn(finding -> finding.state() == Finding.State.FAILED)
            .isNotEmpty().allMatch(finding -> finding.text().contains("and take the same way"));
    }

    private PathProbe.Way probe(Family family, int port) {
        try {
            return follow(family, port);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
