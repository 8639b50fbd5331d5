// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.steering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.crosslayer.agent.steering.SteeringFixture.HERE;
import static org.crosslayer.agent.steering.SteeringFixture.OWN_CHOICE;
import static org.crosslayer.agent.steering.SteeringFixture.THERE;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.crosslayer.agent.mptcp.EventStream;
import org.crosslayer.agent.mptcp.KernelPathManager;
import org.crosslayer.agent.mptcp.NetworkNamespace;
import org.crosslayer.agent.mptcp.Recorder;
import org.crosslayer.agent.mptcp.SocketEndpoint;
import org.crosslayer.agent.sockdiag.MptcpSocket;
import org.crosslayer.agent.sockdiag.SocketDiagnostics;
import org.crosslayer.agent.steering.Sockets.Connected;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes of pools, the program's life, and what it does not touch, with the running kernel. */
class SteeringLifeIT {
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

    private int sourcePort() {
        return lab.client.connect("tcp", THERE, lab.server.listen(THERE, false)).sourcePort();
    }

    private KernelSteering another() {
        return new KernelSteering(lab.settings);
    }

    @Test
    void shouldReplacePoolsWithoutAGap() throws Exception {
        String[] pools = {"10.9.0.2 tcp source-ports 20000-20999", "10.9.0.2 tcp source-ports 21000-21999"};
        lab.pools(pools[0]);
        int port = lab.server.listen(THERE, true);
        CompletableFuture<JsonObject> connecting = CompletableFuture.supplyAsync(() -> lab.client.ask("until",
            "protocol", "tcp", "address", THERE, "port", port, "count", 3000, "first", 20_000, "last", 21_999));
        int replaced = 0;
        while (!connecting.isDone()) {
            lab.pools(pools[++replaced % 2]);
        }
        assertThat(connecting.get().get("source_port").getAsInt()).as("from outside of both pools").isZero();
        assertThat(replaced).isPositive();
        assertThat(lab.totals().steered()).isEqualTo(3000);
        assertThat(lab.statistics()).singleElement().satisfies(pool ->
            assertThat(pool.steered()).as("counters stay with the id").isEqualTo(3000));
    }

    @Test
    void shouldKeepPlaceAndCountersAndDropWhatIsGone() throws Exception {
        lab.pools("10.9.0.2 tcp source-ports 20000-20009", "::/0 tcp source-ports 20000");
        assertThat(sourcePort()).isEqualTo(20_000);
        lab.pools("10.9.0.2 tcp source-ports 20000-20009");
        assertThat(sourcePort()).isEqualTo(20_001);
        assertThat(lab.statistics()).containsExactly(new PoolStatistics(1, 2, 0, 0));
    }

    @Test
    void shouldPutThePoolOfAPersonBeforeThatOfTheController() throws Exception {
        lab.pools(Origin.CONTROLLER, Duration.ofMinutes(1), "10.9.0.2 tcp source-ports 20000-20009");
        lab.pools("10.9.0.2 tcp source-ports 21000-21009");
        assertThat(sourcePort()).isEqualTo(21_000);
        assertThat(lab.installed()).hasSize(2);
        lab.pools(Origin.MANUAL, Duration.ZERO);
        assertThat(sourcePort()).isEqualTo(20_000);
        assertThat(lab.installed()).singleElement().satisfies(pool ->
            assertThat(pool.pool().lifetime()).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(1)));
    }

    @Test
    void shouldHoldAsManyPoolsAsThereMayBe() throws Exception {
        String[] texts = new String[4096];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = "10." + (100 + i / 256) + "." + i % 256 + ".0/24 mptcp tcp source-ports 20000-20031";
        }
        texts[4095] = "10.9.0.2 mptcp tcp source-ports 30000-34095";
        lab.pools(texts);
        assertThat(lab.installed()).hasSize(4096);
        assertThat(lab.installed().get(4095).pool().sourcePorts()).hasSize(4096);
        assertThat(sourcePort()).isEqualTo(30_000);
        lab.pools(texts[4095]);
        assertThat(lab.installed()).hasSize(1);
    }

    @Test
    void shouldReplaceAllPoolsByAsManyOthers() throws Exception {
        for (int first : new int[] {1, 1 + MapLayout.MAX_POOLS, 1 + 2 * MapLayout.MAX_POOLS}) {
            List<SourcePortPool> pools = new ArrayList<>();
            for (int i = 0; i < MapLayout.MAX_POOLS; i++) {
                pools.add(PoolText.parse(first + i, "10." + (100 + i / 256) + "." + i % 256
                    + ".0/24 tcp source-ports 20000-20003"));
            }
            lab.here.call(() -> {
                lab.steering.update(Origin.CONTROLLER, earlier -> pools);
                return null;
            });
            assertThat(lab.installed()).hasSize(MapLayout.MAX_POOLS)
                .first().satisfies(pool -> assertThat(pool.pool().id()).isEqualTo(first));
        }
    }

    @Test
    void shouldTakeOverWhatAnEarlierProcessLeft() throws Exception {
        lab.pools("10.9.0.2 tcp source-ports 20000-20009");
        assertThat(sourcePort()).isEqualTo(20_000);
        KernelSteering other = another();
        lab.here.call(() -> {
            other.update(Origin.CONTROLLER, earlier -> List.of(PoolText.parse(5, "::/0 tcp source-ports 20000")));
            return null;
        });
        assertThat(sourcePort()).isEqualTo(20_001);
        assertThat(lab.installed()).hasSize(2);
        assertThat(lab.totals().steered()).isEqualTo(2);
    }

    @Test
    void shouldLeaveNothingBehind() throws Exception {
        lab.pools("10.9.0.2 tcp source-ports 20000-20009");
        assertThat(lab.pins()).isDirectory();
        lab.pools(Origin.MANUAL, Duration.ZERO);
        assertThat(lab.pins()).as("the last pool is gone").doesNotExist();
        assertThat(sourcePort()).isGreaterThanOrEqualTo(OWN_CHOICE);
        lab.pools("10.9.0.2 tcp source-ports 20000-20009");
        assertThat(lab.here.call(lab.steering::off)).isTrue();
        assertThat(lab.here.call(lab.steering::off)).isFalse();
        assertThat(lab.pins()).doesNotExist();
        assertThat(sourcePort()).isGreaterThanOrEqualTo(OWN_CHOICE);
    }

    @Test
    void shouldReplaceWhatAnotherVersionPinned() throws Exception {
        lab.pools("10.9.0.2 tcp source-ports 20000-20009");
        try (PinnedMaps maps = PinnedMaps.open(lab.pins())) {
            maps.map(PinnedMaps.SETTINGS).update(0,
                new MapLayout.Settings(MapLayout.VERSION + 1, maps.settings().networkNamespace(), 0).encode());
        }
        assertThatThrownBy(lab::installed).isInstanceOf(SteeringException.class).hasMessageContaining(
            "another version of the agent: restart the agent, or run 'crosslayer-agent steering off'");
        lab.pools("10.9.0.2 tcp source-ports 21000-21009");
        assertThat(sourcePort()).isEqualTo(21_000);
    }

    @Test
    void shouldNotTouchOtherNamespaces() throws Exception {
        lab.pools("10.9.0.0/24 tcp source-ports 20000-20009");
        int port = lab.client.listen(HERE, false);
        assertThat(lab.server.connect("tcp", HERE, port).sourcePort()).isGreaterThan(30_000);
        assertThat(lab.totals().missed() + lab.totals().steered()).isZero();
    }

    @Test
    void shouldSteerOneCgroupOnlyIfSoWanted() throws Exception {
        Path root = SteeringSite.find(lab.settings).cgroup();
        Path group = Files.createDirectory(root.resolve("crosslayer-test-" + ProcessHandle.current().pid()));
        try {
            KernelSteering ofGroup = new KernelSteering(
                new SteeringSettings(Optional.of(group), Optional.of(lab.directory)));
            lab.here.call(() -> {
                ofGroup.update(Origin.MANUAL, earlier -> List.of(PoolText.parse(1,
                    "10.9.0.0/24 tcp source-ports 20000-20009")));
                return null;
            });
            assertThat(sourcePort()).as("not a member").isGreaterThanOrEqualTo(OWN_CHOICE);
            lab.client.enter(group);
            assertThat(sourcePort()).as("a member").isEqualTo(20_000);
            lab.client.enter(root);
            lab.here.call(() -> {
                new KernelSteering(new SteeringSettings(Optional.of(root), Optional.of(lab.directory)))
                    .update(Origin.CONTROLLER, earlier -> List.of());
                return null;
            });
            assertThat(sourcePort()).as("attached to the root").isEqualTo(20_001);
        } finally {
            Files.delete(group);
        }
    }

    @Test
    void shouldAttachAgainWhenTheCgroupIsGone() throws Exception {
        Path root = SteeringSite.find(lab.settings).cgroup();
        Path group = Files.createDirectory(root.resolve("crosslayer-gone-" + ProcessHandle.current().pid()));
        KernelSteering ofGroup = new KernelSteering(
            new SteeringSettings(Optional.of(group), Optional.of(lab.directory)));
        lab.here.call(() -> {
            ofGroup.update(Origin.MANUAL, earlier -> List.of(PoolText.parse(1,
                "10.9.0.0/24 tcp source-ports 20000-20009")));
            return null;
        });
        Files.delete(group);
        lab.pools("10.9.0.0/24 tcp source-ports 20000-20009");
        assertThat(sourcePort()).isEqualTo(20_000);
    }

    /** The hook runs for further subflows too; those of an IP_BIND_ADDRESS_NO_PORT socket may come without a port. */
    @ParameterizedTest
    @ValueSource(strings = {"SO_DEBUG", "no_port"})
    void shouldLeaveFurtherSubflowsAlone(String option) throws Exception {
        lab.pools("10.9.0.0/24 mptcp tcp source-ports 20000-20009");
        int port = lab.server.listen(THERE, false);
        try (EventStream events = lab.there.call(() -> EventStream.open(new Recorder()));
             KernelPathManager paths = lab.here.call(KernelPathManager::open);
             SocketDiagnostics diagnostics = lab.here.call(SocketDiagnostics::open)) {
            events.start();
            Connected connected = lab.client.connect("mptcp", THERE, port, "options", Sockets.options(option));
            assertThat(connected.sourcePort()).isEqualTo(20_000);
            lab.client.use(connected);
            int token = diagnostics.connections().get(0).token();
            SocketEndpoint remote = diagnostics.connections().get(0).tuple().remote();
            SocketEndpoint local = diagnostics.connections().get(0).tuple().local();
            paths.createSubflow(token, new SocketEndpoint(local.address(), 31_000), 1, false, 0, remote, 0);
            paths.createSubflow(token, new SocketEndpoint(local.address(), 0), 2, false, 0, remote, 0);
            await().untilAsserted(() -> {
                MptcpSocket connection = diagnostics.connection(token).orElseThrow();
                assertThat(connection.subflows()).hasSize(3);
                assertThat(connection.subflows()).extracting(subflow -> subflow.tuple().local().port())
                    .contains(20_000, 31_000).filteredOn(used -> used >= OWN_CHOICE).hasSize(1);
            });
        }
        assertThat(lab.totals()).isEqualTo(new SteeringTotals(1, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void shouldSayInOneLineWhatIsMissing() throws Exception {
        Path elsewhere = Files.createTempDirectory("no-bpf");
        KernelSteering nowhere = new KernelSteering(new SteeringSettings(Optional.empty(), Optional.of(elsewhere)));
        assertThatThrownBy(nowhere::check).isInstanceOf(SteeringUnavailableException.class)
            .hasMessageContaining(elsewhere + " is no directory of a BPF file system: run 'mount -t bpf bpf");
        KernelSteering noCgroup = new KernelSteering(
            new SteeringSettings(Optional.of(elsewhere), Optional.of(lab.directory)));
        assertThatThrownBy(noCgroup::check).isInstanceOf(SteeringUnavailableException.class)
            .hasMessageContaining(elsewhere + " is no directory of a version 2 cgroup file system");
        assertThat(Steering.open(Origin.CONTROLLER, new SteeringSettings(Optional.empty(), Optional.of(elsewhere)))
            .available()).isFalse();
        Files.delete(elsewhere);
    }

    @Test
    void shouldServeThoseWhoOnlyHandOverPools() throws Exception {
        FirstSubflowSteering steering = lab.here.call(() -> Steering.open(Origin.CONTROLLER, lab.settings));
        assertThat(steering.available()).isTrue();
        lab.here.call(() -> {
            steering.replaceAll(List.of(PoolText.parse(12, "10.9.0.2 tcp source-ports 20000-20009")));
            return null;
        });
        assertThat(sourcePort()).isEqualTo(20_000);
        List<PoolStatistics> statistics = lab.here.call(steering::statistics);
        assertThat(statistics).containsExactly(new PoolStatistics(12, 1, 0, 0));
    }

    @Test
    void shouldNeedNothingOfAnotherNamespace() throws Exception {
        try (NetworkNamespace third = NetworkNamespace.create("t")) {
            assertThat(third.call(another()::pools)).isEmpty();
            assertThat(third.call(another()::totals)).isEmpty();
        }
    }
}
