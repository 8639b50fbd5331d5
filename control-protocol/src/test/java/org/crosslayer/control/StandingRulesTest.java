// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.control;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.protobuf.ByteString;
import java.util.stream.Stream;
import org.crosslayer.control.v1.AgentMessage;
import org.crosslayer.control.v1.ControllerMessage;
import org.crosslayer.control.v1.ErrnoCount;
import org.crosslayer.control.v1.EventBatch;
import org.crosslayer.control.v1.Result;
import org.crosslayer.control.v1.SourcePortPool;
import org.crosslayer.control.v1.StandingOrders;
import org.crosslayer.control.v1.StandingPlan;
import org.crosslayer.control.v1.StandingPlanFailed;
import org.crosslayer.control.v1.StandingRenewal;
import org.crosslayer.control.v1.StandingReport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StandingRulesTest {
    static Stream<Arguments> badOrders() {
        return Stream.of(
            arguments(orders(StandingSamples.orders().setGeneration(0)), "standing.generation: is 0"),
            arguments(orders(StandingSamples.orders().setExpiresInS(0)),
                "standing.expires_in_s: is 0, expected 1 to 86400"),
            arguments(renewal(StandingRenewal.newBuilder().setGeneration(1).setExpiresInS(86_401)),
                "standing_renewal.expires_in_s: is 86401, expected 1 to 86400"),
            arguments(plan(StandingSamples.plan().setId(0)), "standing.plans[0].id: is 0"),
            arguments(plan(StandingSamples.plan().clearRemote()), "standing.plans[0].remote: is missing"),
            arguments(plan(StandingSamples.plan().setRemote(StandingSamples.prefix(10, 0, 2, 1, 24))),
                "standing.plans[0].remote.address: has bits set beyond the first 24"),
            arguments(plan(StandingSamples.plan().setRemote(StandingSamples.prefix(10, 0, 2, 1, 33))),
                "standing.plans[0].remote.length: is 33, expected 0 to 32"),
            arguments(plan(StandingSamples.plan().setLocal(StandingSamples.prefix(10, 0, 2, 1, 32).setAddress(
                Samples.LOCAL6).setLength(128))),
                "standing.plans[0]: mixes address families: local and remote differ"),
            arguments(plan(StandingSamples.plan().setRemotePort(65_536)),
                "standing.plans[0].remote_port: is 65536, expected 0 to 65535"),
            arguments(plan(StandingSamples.plan().setMaxSubflows(17)),
                "standing.plans[0].max_subflows: is 17, expected 1 to 16"),
            arguments(plan(StandingSamples.plan().clearPaths().clearInitialPaths().clearInitialFirstPort()),
                "standing.plans[0].paths: has 0 elements, expected 1 to 16"),
            arguments(plan(StandingSamples.plan().setPaths(0, StandingSamples.path().addSourcePorts(20_000))),
                "standing.plans[0].paths[0].source_ports[2]: is 20000 a second time"),
            arguments(plan(StandingSamples.plan().setPaths(0, StandingSamples.path().addSourcePorts(0))),
                "standing.plans[0].paths[0].source_ports[2]: is 0, expected 1 to 65535"),
            arguments(plan(StandingSamples.plan().clearInitialFirstPort()),
                "standing.plans[0].initial_first_port: is 0, expected 1 to 65535"),
            arguments(plan(StandingSamples.plan().clearInitialPaths()),
                "standing.plans[0].initial_first_port: is 32768, expected 0 to 0"),
            arguments(plan(StandingSamples.plan().setInitialFirstPort(65_534)),
                "standing.plans[0].initial_paths: has 3 elements, expected 1 to 2"),
            arguments(plan(StandingSamples.plan().setInitialPaths(ByteString.copyFrom(new byte[] {1, -1}))),
                "standing.plans[0].initial_paths[1]: is 255, expected 0 to 1"),
            arguments(orders(StandingSamples.orders().addPlans(StandingSamples.plan().setPriority(8))),
                "standing.plans[1].id: is 1 a second time"),
            arguments(orders(StandingSamples.orders().addPlans(StandingSamples.plan().setId(2))),
                "standing.plans[1]: has match and priority of a plan before it"),
            arguments(pool(StandingSamples.pool().setId(0)), "standing.pools[0].id: is 0"),
            arguments(pool(StandingSamples.pool().clearMptcp().clearTcp()),
                "standing.pools[0]: is neither for mptcp nor for tcp"),
            arguments(pool(StandingSamples.pool().clearSourcePorts()),
                "standing.pools[0].source_ports: has 0 elements, expected 1 to 4096"),
            arguments(orders(StandingSamples.orders().addPools(StandingSamples.pool().setId(2))),
                "standing.pools[1]: has the match of a pool before it"));
    }

    static Stream<Arguments> badReports() {
        return Stream.of(
            arguments(report(StandingSamples.report().addPlans(StandingSamples.planState())),
                "standing.plans[1].id: is 1 a second time"),
            arguments(report(StandingSamples.report().setPools(0, StandingSamples.poolState().setId(0))),
                "standing.pools[0].id: is 0"),
            arguments(report(StandingSamples.report().setPlans(0, StandingSamples.planState()
                .setResult(Result.RESULT_UNSPECIFIED))), "standing.plans[0].result: is unspecified"),
            arguments(report(StandingSamples.report().setPlans(0, StandingSamples.planState().setMessage("a\nb"))),
                "standing.plans[0].message: has a control character at index 1"),
            arguments(report(StandingSamples.report().setPlans(0, StandingSamples.refusedState()
                .addRefusals(ErrnoCount.newBuilder().setError(22)))),
                "standing.plans[0].refusals[2].error: is 22 a second time"),
            arguments(report(StandingSamples.report().setPlans(0, StandingSamples.refusedState()
                .addRefusals(ErrnoCount.newBuilder().setError(-1)))),
                "standing.plans[0].refusals[2].error: is 4294967295, expected 0 to 2147483647"),
            arguments(failed(StandingPlanFailed.newBuilder()), "events.events[0].standing_failed.plan: is 0"),
            arguments(failed(StandingPlanFailed.newBuilder().setPlan(1).setMessage("\u0007")),
                "events.events[0].standing_failed.message: has a control character at index 0"));
    }

    @ParameterizedTest
    @MethodSource("badOrders")
    void shouldNameTheOffendingFieldOfOrders(ControllerMessage message, String expected) {
        assertThatThrownBy(() -> MessageValidator.validate(message)).isInstanceOf(InvalidMessageException.class)
            .hasMessage(expected);
    }

    @ParameterizedTest
    @MethodSource("badReports")
    void shouldNameTheOffendingFieldOfReports(AgentMessage message, String expected) {
        assertThatThrownBy(() -> MessageValidator.validate(message)).isInstanceOf(InvalidMessageException.class)
            .hasMessage(expected);
    }

    private static ControllerMessage orders(StandingOrders.Builder orders) {
        return Samples.controller().setStanding(orders).build();
    }

    private static ControllerMessage renewal(StandingRenewal.Builder renewal) {
        return Samples.controller().setStandingRenewal(renewal).build();
    }

    private static ControllerMessage plan(StandingPlan.Builder plan) {
        return orders(StandingSamples.orders().setPlans(0, plan));
    }

    private static ControllerMessage pool(SourcePortPool.Builder pool) {
        return orders(StandingSamples.orders().setPools(0, pool));
    }

    private static AgentMessage failed(StandingPlanFailed.Builder failed) {
        return Samples.agent().setEvents(EventBatch.newBuilder().addEvents(
            StandingSamples.failed().setStandingFailed(failed))).build();
    }

    private static AgentMessage report(StandingReport.Builder report) {
        return Samples.agent().setStanding(report).build();
    }
}
