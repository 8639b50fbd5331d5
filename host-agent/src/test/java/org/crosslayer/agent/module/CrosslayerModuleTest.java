// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.crosslayer.agent.connections.Samples;
import org.crosslayer.agent.genetlink.GenericMessage;
import org.crosslayer.agent.netlink.Errno;
import org.crosslayer.agent.netlink.FakeKernel;
import org.crosslayer.agent.netlink.NetlinkException;
import org.crosslayer.agent.plans.InitialPaths;
import org.crosslayer.agent.plans.PlanCounters;
import org.crosslayer.agent.plans.Prefix;
import org.crosslayer.agent.plans.StandingPath;
import org.crosslayer.agent.plans.StandingPlan;
import org.junit.jupiter.api.Test;

class CrosslayerModuleTest {
    private final FakeModule kernel = new FakeModule();

    private static StandingPath path(int first, int last, boolean backup) {
        return StandingPath.of(IntStream.rangeClosed(first, last).boxed().toList(), backup);
    }

    private static StandingPlan full(int id) {
        return new StandingPlan(id, Prefix.parse("fd00:2::/64"), Optional.of(Prefix.parse("fd00:1::1")), 5001, -1, 2,
            List.of(path(20_000, 20_009, false), path(60_000, 65_535 - 2000, true)),
            InitialPaths.of(65_534, new byte[] {2, 1}));
    }

    private static StandingPlan small(int id) {
        return new StandingPlan(id, Prefix.parse("10.0.2.0/24"), Optional.empty(), 0, 0, 1, List.of(path(1, 1, false)),
            InitialPaths.UNKNOWN);
    }

    @Test
    void shouldReplaceAndListPlansAsTheyWere() throws Exception {
        try (CrosslayerModule module = kernel.find().orElseThrow()) {
            module.replace(List.of(full(7), small(-1)), 60_000, -17, List.of());
            assertThat(module.plans()).extracting(KernelPlan::plan).containsExactly(small(-1), full(7));
            assertThat(module.plans()).allMatch(plan -> plan.millisLeft() == 60_000 && plan.cookie() == -17);
            module.replace(List.of(small(8)), 0, 3, Set.of(7, -1));
            assertThat(module.plans()).extracting(plan -> plan.plan().id()).containsExactly(8);
            assertThat(module.plans().get(0).millisLeft()).isZero();
            module.flush();
            assertThat(module.plans()).isEmpty();
        }
    }

    @Test
    void shouldPutAThousandPlansIntoOneRequest() throws Exception {
        List<StandingPlan> plans = new ArrayList<>();
        for (int id = 1; id <= 1000; id++) {
            plans.add(new StandingPlan(id, Prefix.of(Samples.address("10.1." + id / 250 + "." + id % 250)),
                Optional.empty(), 0, 0, 1, List.of(path(1, 500, false)), InitialPaths.UNKNOWN));
        }
        try (CrosslayerModule module = kernel.find().orElseThrow()) {
            module.replace(plans, 0, 1, List.of());
            assertThat(kernel.batches).isEqualTo(1);
            assertThat(kernel.table).hasSize(1000);
            assertThat(module.plans()).extracting(KernelPlan::plan).isEqualTo(plans);
        }
    }

    @Test
    void shouldSayWhatTheKernelRefuses() throws Exception {
        try (CrosslayerModule module = kernel.find().orElseThrow()) {
            kernel.refuseBatchesWith = Errno.ENOSPC;
            assertThatThrownBy(() -> module.replace(List.of(small(1)), 0, 0, List.of()))
                .hasMessage("replace standing plans: no room left (ENOSPC)");
        }
        kernel.loaded = false;
        assertThat(kernel.find()).isEmpty();
    }

    @Test
    void shouldReadSettingsAndStatistics() throws Exception {
        try (CrosslayerModule module = kernel.find().orElseThrow()) {
            module.setAcceptJoins(true);
            assertThat(module.settings()).isEqualTo(new ModuleSettings(4096, 1 << 25, 192, 255, 16, true));
            ModuleStatistics statistics = module.statistics();
            assertThat(statistics.counters()).isEqualTo(new PlanCounters(3, 0, 0, 0, 0, 0));
            assertThat(statistics.misses()).isEqualTo(1L << 40);
            assertThat(statistics.listening()).isTrue();
            assertThat(statistics.refusals()).containsOnlyKeys(Errno.EINVAL).containsValue(5L);
        }
    }

    @Test
    void shouldNumberTheForeignPathsOfOtherPrograms() throws Exception {
        byte[] bytes = FakeKernel.attributes(writer -> writer.nested(ModuleProtocol.A_PLAN, plan -> plan
            .u32Host(ModuleProtocol.PLAN_ID, 5).u8(ModuleProtocol.PLAN_MAX_SUBFLOWS, 200)
            .nested(ModuleProtocol.PLAN_REMOTE, prefix -> prefix
                .bytes(ModuleProtocol.PREFIX_ADDR4, new byte[] {10, 0, 0, 0}).u8(ModuleProtocol.PREFIX_LENGTH, 8))
            .nested(ModuleProtocol.PLAN_PATH, path -> path.u8(ModuleProtocol.PATH_NUMBER, 200)
                .bytes(ModuleProtocol.PATH_SOURCE_PORTS, new byte[] {1, 1, 1, 1}))
            .nested(ModuleProtocol.PLAN_PATH, path -> path.u8(ModuleProtocol.PATH_NUMBER, 9)
                .bytes(ModuleProtocol.PATH_SOURCE_PORTS, new byte[] {2, 2}))
            .nested(ModuleProtocol.PLAN_INITIAL, initial -> initial.u16Host(ModuleProtocol.INITIAL_FIRST_PORT, 100)
                .bytes(ModuleProtocol.INITIAL_PATHS, new byte[] {9, 0, (byte) 200}))));
        StandingPlan plan = PlanReader.decode(new GenericMessage(5, 1, ByteBuffer.wrap(bytes))).plan();
        assertThat(plan.maxSubflows()).isEqualTo(16);
        assertThat(plan.paths()).extracting(StandingPath::size).containsExactly(1, 1);
        assertThat(plan.initial().toBytes()).containsExactly(2, 0, 1);
    }

    @Test
    void shouldReadEveryTruncationCleanly() throws Exception {
        byte[] whole = FakeModule.attributes(new KernelPlan(full(7), 5, 6, PlanCounters.ZERO, 0), 3);
        for (int length = 0; length < whole.length; length++) {
            readCleanly(Arrays.copyOf(whole, length), 5);
        }
    }

    @Property
    void shouldReadAnyBytesCleanly(@ForAll @Size(max = 200) byte[] bytes,
                                   @ForAll @IntRange(min = 0, max = 50) int command) {
        readCleanly(bytes, command);
    }

    @Property
    void shouldReadAnyDamageCleanly(@ForAll @IntRange(min = 0, max = 7200) int at, @ForAll byte value) {
        byte[] whole = FakeModule.attributes(new KernelPlan(full(7), 5, 6, PlanCounters.ZERO, 0), 3);
        whole[at % whole.length] = value;
        readCleanly(whole, 5);
    }

    private static void readCleanly(byte[] bytes, int command) {
        GenericMessage message = new GenericMessage(command, 1, ByteBuffer.wrap(bytes));
        assertThatCode(() -> {
            for (Reading reading : List.<Reading>of(PlanReader::decode, ModuleEvent::decode, ModuleSettings::decode,
                ModuleStatistics::decode)) {
                try {
                    reading.of(message);
                } catch (NetlinkException e) {
                    assertThat(e).hasMessageStartingWith("read ");
                }
            }
        }).doesNotThrowAnyException();
    }

    private interface Reading {
        Object of(GenericMessage message) throws NetlinkException;
    }

    @Test
    void shouldReadEvents() throws Exception {
        byte[] bytes = FakeKernel.attributes(writer -> writer.nested(ModuleProtocol.A_EVENT, event -> event
            .u32Host(ModuleProtocol.EVENT_TOKEN, 0xcafe).u32Host(ModuleProtocol.EVENT_PLAN_ID, 7)
            .u8(ModuleProtocol.EVENT_PATH, 2).u16Host(ModuleProtocol.EVENT_SOURCE_PORT, 20_000)
            .u32Host(ModuleProtocol.EVENT_ERRNO, Errno.EINVAL).string(ModuleProtocol.EVENT_MESSAGE, "no")));
        assertThat(ModuleEvent.decode(new GenericMessage(33, 1, ByteBuffer.wrap(bytes)))).isEqualTo(
            new ModuleEvent(ModuleEvent.Kind.REFUSED, 0xcafe, 7, 2, 20_000, Errno.EINVAL, "no", 0, 0));
        assertThat(ModuleEvent.decode(new GenericMessage(99, 1, ByteBuffer.wrap(bytes))).kind())
            .isEqualTo(ModuleEvent.Kind.UNKNOWN);
    }
}
