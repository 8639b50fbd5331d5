// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.steering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.crosslayer.agent.steering.SteeringFixture.HERE;
import static org.crosslayer.agent.steering.SteeringFixture.OWN_CHOICE;
import static org.crosslayer.agent.steering.SteeringFixture.THERE;
import static org.crosslayer.agent.steering.SteeringFixture.THERE_IPV6;

import com.google.gson.JsonArray;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.crosslayer.agent.steering.Sockets.Connected;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which source ports connections get, with the running kernel. */
class SteeringIT {
    private SteeringFixture lab;

    @BeforeEach
    void open() throws Exception {
        lab = new SteeringFixture();
    }

    @AfterEach
    void close() throws Exception {
        if (lab != null) {
            lab.close();
        }
    }

    /** The source port of a new connection, which stays open. */
    private int sourcePort(String protocol, String address) {
        int port = lab.server.listen(address.startsWith("::ffff:") ? address.substring(7) : address, false);
        return lab.client.connect(protocol, address, port).sourcePort();
    }

    @ParameterizedTest
    @CsvSource({"mptcp,10.9.0.2", "tcp,10.9.0.2", "mptcp,fd09::2", "tcp,fd09::2"})
    void shouldTakeAThousandSourcePortsFromThePoolInTurn(String protocol, String address) throws Exception {
        lab.pools("10.9.0.0/24 mptcp tcp source-ports 20000-20099", "fd09::/64 mptcp tcp source-ports 20000-20099");
        int port = lab.server.listen(address, true);

        lab.client.many(protocol, address, port, 1000);

        List<Integer> seen = new ArrayList<>();
        await().untilAsserted(() -> {
            seen.addAll(lab.server.accepted());
            assertThat(seen).hasSize(1000);
        });
        SteeringTotals totals = lab.totals();
        assertThat(totals.steered()).isEqualTo(1000);
        assertThat(totals.exhausted() + totals.missed() + totals.bound() + totals.failed()).isZero();
        Map<Integer, Long> uses = seen.stream().collect(Collectors.groupingBy(Function.identity(),
            Collectors.counting()));
        assertThat(uses.keySet()).hasSize(100).allMatch(used -> used >= 20_000 && used <= 20_099);
        // A port whose turn came while its last connection was still ending gave its turn to the next.
        assertThat(uses.values().stream().mapToLong(count -> Math.abs(count - 10)).sum())
            .isLessThanOrEqualTo(2 * totals.busy());
        assertThat(lab.statistics().get(address.equals(THERE) ? 0 : 1).steered()).isEqualTo(1000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mptcp", "tcp"})
    void shouldKnowIpv4BehindIpv6Sockets(String protocol) throws Exception {
        lab.pools("10.9.0.2 mptcp tcp source-ports 20000", "::/0 mptcp tcp source-ports 21000");
        assertThat(sourcePort(protocol, "::ffff:10.9.0.2")).isEqualTo(20_000);
    }

    @Test
    void shouldTakeTheLongestPrefixAndThenTheNamedPort() throws Exception {
        int port = lab.server.listen(THERE, false);
        lab.pools("0.0.0.0/0 tcp source-ports 20000", "10.9.0.0/24 tcp source-ports 20100 20101",
            "10.9.0.0/24 port " + port + " tcp source-ports 20200", "10.9.0.2 mptcp source-ports 20300",
            "0.0.0.0/0 port " + port + " mptcp source-ports 20400");
        assertThat(lab.client.connect("tcp", THERE, port).sourcePort()).isEqualTo(20_200);
        assertThat(lab.client.connect("mptcp", THERE, port).sourcePort()).isEqualTo(20_300);
        assertThat(sourcePort("tcp", THERE)).isEqualTo(20_100);
        assertThat(lab.client.connect("tcp", HERE, 1).sourcePort()).isEqualTo(20_101);
        assertThat(lab.client.connect("tcp", "127.0.0.1", 1).sourcePort()).isEqualTo(20_000);
        assertThat(lab.totals().steered()).isEqualTo(5);
    }

    @Test
    void shouldLeaveToTheKernelWhatHasNoPool() throws Exception {
        lab.pools("10.8.0.0/16 mptcp tcp source-ports 20000", "10.9.0.0/24 mptcp source-ports 20000");
        assertThat(sourcePort("tcp", THERE)).isGreaterThanOrEqualTo(OWN_CHOICE);
        assertThat(sourcePort("mptcp", THERE_IPV6)).isGreaterThanOrEqualTo(OWN_CHOICE);
        int port = lab.client.ask("udp", "address", THERE, "port", 9).get("source_port").getAsInt();
        assertThat(port).isGreaterThanOrEqualTo(OWN_CHOICE);
        assertThat(lab.totals()).isEqualTo(new SteeringTotals(0, 0, 0, 2, 0, 0, 0));
    }

    @ParameterizedTest
    @CsvSource({"mptcp,10.9.0.2", "tcp,10.9.0.2", "mptcp,fd09::2", "tcp,fd09::2", "tcp,::ffff:10.9.0.2"})
    void shouldLeaveTheChoiceToTheKernelWhenThePoolIsUsedUp(String protocol, String address) throws Exception {
        lab.pools("10.9.0.0/24 mptcp tcp source-ports 20000-20002", "fd09::/64 mptcp tcp source-ports 20000-20002");
        assertThat(List.of(sourcePort(protocol, address), sourcePort(protocol, address), sourcePort(protocol, address)))
            .containsExactlyInAnyOrder(20_000, 20_001, 20_002);
        assertThat(sourcePort(protocol, address)).isGreaterThanOrEqualTo(OWN_CHOICE);
        assertThat(lab.totals()).isEqualTo(new SteeringTotals(3, 3, 1, 0, 0, 0, 0));
    }

    /** Of a pool with many ports in use no more than 16 are tried for one connection. */
    @Test
    void shouldTryAFewCandidatesOnly() throws Exception {
        lab.pools("10.9.0.2 tcp source-ports 20000-20039");
        for (int i = 0; i < 40; i++) {
            sourcePort("tcp", THERE);
        }
        assertThat(sourcePort("tcp", THERE)).isGreaterThanOrEqualTo(OWN_CHOICE);
        assertThat(lab.totals().busy()).isEqualTo(16);
    }

    @ParameterizedTest
    @CsvSource({"tcp,SO_DEBUG", "tcp,SO_REUSEADDR", "tcp,SO_REUSEPORT", "mptcp,SO_DEBUG", "mptcp,SO_REUSEADDR",
        "mptcp,SO_REUSEPORT"})
    void shouldPassOverPortsInTimeWait(String protocol, String option) throws Exception {
        lab.pools("10.9.0.2 mptcp tcp source-ports 20000-20001");
        int port = lab.server.listen(THERE, false);
        JsonArray options = Sockets.options(option);
        Connected first = lab.client.connect(protocol, THERE, port, "options", options);
        assertThat(first.sourcePort()).isEqualTo(20_000);
        lab.client.use(first);
        lab.client.close(first);
        await().untilAsserted(() -> assertThat(lab.here.exec("ss", "-Htan", "sport", "=", ":20000"))
            .contains("TIME-WAIT"));
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Connected next = lab.client.connect(protocol, THERE, port, "options", options);
            assertThat(next.error()).isNull();
            assertThat(lab.client.option(next, option)).isNotZero();
            ports.add(next.sourcePort());
        }
        assertThat(ports.get(0)).isEqualTo(20_001);
        assertThat(ports.subList(1, 3)).allMatch(chosen -> chosen >= OWN_CHOICE);
        assertThat(lab.totals().failed()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "mptcp"})
    void shouldLeaveBoundSocketsAlone(String protocol) throws Exception {
        lab.pools("10.9.0.2 mptcp tcp source-ports 20000");
        int port = lab.server.listen(THERE, false);
        JsonArray own = new JsonArray();
        own.add(HERE);
        own.add(30_000);
        assertThat(lab.client.connect(protocol, THERE, port, "bind", own).sourcePort()).isEqualTo(30_000);
        assertThat(lab.totals()).isEqualTo(new SteeringTotals(0, 0, 0, 0, 1, 0, 0));
    }

    /** bind() to an address with IP_BIND_ADDRESS_NO_PORT: steered, and the address is kept in any case. */
    @ParameterizedTest
    @CsvSource({"tcp,10.9.0.101,10.9.0.2", "tcp,fd09::101,fd09::2", "mptcp,10.9.0.101,10.9.0.2"})
    void shouldKeepAnAddressThatIsBoundWithoutAPort(String protocol, String own, String address) throws Exception {
        lab.here.ip("address add " + own + (own.contains(":") ? "/64 dev eth0 nodad" : "/24 dev eth0"));
        lab.pools("10.9.0.2 mptcp tcp source-ports 20000", "fd09::2 mptcp tcp source-ports 20000");
        int port = lab.server.listen(address, false);
        JsonArray bind = new JsonArray();
        bind.add(own);
        bind.add(0);
        Object[] more = {"bind", bind, "options", Sockets.options("no_port")};
        Connected first = lab.client.connect(protocol, address, port, more);
        assertThat(first).isEqualTo(new Connected(first.number(), own, 20_000, null));
        Connected second = lab.client.connect(protocol, address, port, more);
        assertThat(second.host()).isEqualTo(own);
        assertThat(second.sourcePort()).isGreaterThanOrEqualTo(OWN_CHOICE);
        assertThat(second.error()).isNull();
        assertThat(lab.totals()).isEqualTo(new SteeringTotals(1, 1, 1, 0, 0, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "mptcp"})
    void shouldSteerSocketsOfADeviceAndSocketsThatDoNotWait(String protocol) throws Exception {
        lab.pools("10.9.0.2 mptcp tcp source-ports 20000-20009");
        int port = lab.server.listen(THERE, false);
        assertThat(lab.client.connect(protocol, THERE, port, "options", Sockets.options("device=eth0")).sourcePort())
            .isEqualTo(20_000);
        Connected waiting = lab.client.connect(protocol, THERE, port, "nonblocking", true);
        assertThat(waiting.error()).isNull();
        assertThat(waiting.sourcePort()).isEqualTo(20_001);
    }

    /** A socket whose connect() has failed is bound, so its next connect() goes out from the same source port. */
    @Test
    void shouldStayOnThePortWhenConnectIsTriedAgain() throws Exception {
        lab.pools("10.9.0.2 tcp source-ports 20000-20009");
        Connected refused = lab.client.connect("tcp", THERE, 1);
        assertThat(refused.error()).isEqualTo("ECONNREFUSED");
        Connected again = lab.client.reconnect(refused, THERE, lab.server.listen(THERE, false));
        assertThat(again.error()).isNull();
        assertThat(again.sourcePort()).isEqualTo(20_000);
        assertThat(lab.totals()).isEqualTo(new SteeringTotals(1, 0, 0, 0, 1, 0, 0));
    }

    @Test
    void shouldForgetPoolsWhoseTimeIsOver() throws Exception {
        lab.pools(Origin.CONTROLLER, Duration.ofMillis(500), "10.9.0.2 tcp source-ports 20000-20999");
        int port = lab.server.listen(THERE, true);
        int outside = lab.client.ask("until", "protocol", "tcp", "address", THERE, "port", port, "count", 1_000_000,
            "first", 20_000, "last", 20_999).get("source_port").getAsInt();
        assertThat(outside).isGreaterThanOrEqualTo(OWN_CHOICE);
        assertThat(lab.totals().expired()).isEqualTo(1);
        assertThat(lab.installed()).singleElement().satisfies(pool -> assertThat(pool.isExpired()).isTrue());
    }
}
