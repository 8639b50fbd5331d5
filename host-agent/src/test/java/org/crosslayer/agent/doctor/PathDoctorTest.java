// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crosslayer.agent.connections.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathDoctorTest {
    /** From router 10.1.0.1 about a SYN from 10.9.0.1:20000 to 10.9.0.2:80. */
    private static final String TIME_EXCEEDED = "4500003800000000 40010000 0a010001 0a090001"
        + "0b000000 00000000" + "4500003c00000000 01060000 0a090001 0a090002" + "4e200050 00000001";

    /** About a SYN from [fd00:9::1]:20000 to [fd00:9::2]:80. */
    private static final String TIME_EXCEEDED_V6 = "03000000 00000000" + "60000000 00140601"
        + "fd000009 00000000 00000000 00000001" + "fd000009 00000000 00000000 00000002" + "4e200050 00000001";

    private final Findings findings = new Findings();
    private final PathDoctor doctor = new PathDoctor(findings);

    private static PathProbe.Way way(String... routers) {
        List<Optional<InetAddress>> all = new ArrayList<>();
        for (String router : routers) {
            all.add(router.equals("*") ? Optional.empty() : Optional.of(Samples.address(router)));
        }
        return new PathProbe.Way(all, true, "");
    }

    private List<String> texts(Finding.State state) {
        return findings.all().stream().filter(finding -> finding.state() == state).map(Finding::text).toList();
    }

    private static Optional<IcmpMessage> parse(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        return IcmpMessage.parse(IpFamily.IPV4, ByteBuffer.wrap(bytes), Samples.address("10.1.0.1"));
    }

    @Test
    void shouldReadWhatARouterSays() {
        assertThat(parse(TIME_EXCEEDED)).contains(new IcmpMessage(Samples.address("10.1.0.1"), true,
            Samples.address("10.9.0.2"), 20_000, 80));
    }

    @Test
    void shouldReadWhatARouterSaysWithIpv6() {
        byte[] bytes = HexFormat.of().parseHex(TIME_EXCEEDED_V6.replace(" ", ""));
        InetAddress router = Samples.address("fd00:1::1");
        assertThat(IcmpMessage.parse(IpFamily.IPV6, ByteBuffer.wrap(bytes), router)).contains(new IcmpMessage(router,
            true, Samples.address("fd00:9::2"), 20_000, 80));
        for (int length = 0; length < bytes.length - 4; length++) {
            assertThat(IcmpMessage.parse(IpFamily.IPV6, ByteBuffer.wrap(bytes, 0, length), router)).isEmpty();
        }
        bytes[0] = (byte) 135;
        assertThat(IcmpMessage.parse(IpFamily.IPV6, ByteBuffer.wrap(bytes), router)).as("neighbours").isEmpty();
    }

    @Test
    void shouldDoubtAWayWhoseAnswersMayHaveComeLate() {
        assertThat(way("10.0.0.2", "*", "10.2.0.2").isDoubtful()).isTrue();
        assertThat(way("10.0.0.2", "*").isDoubtful()).as("the destination has answered").isTrue();
        assertThat(new PathProbe.Way(way("10.0.0.2", "*", "*").routers(), false, "").isDoubtful()).isFalse();
        assertThat(way("10.0.0.2", "10.2.0.2").isDoubtful()).isFalse();
        assertThat(way("10.0.0.2", "10.0.0.2", "10.2.0.2").isDoubtful()).as("late for the first hop").isTrue();
    }

    @Test
    void shouldSkipWhatIsAboutSomethingElse() {
        assertThat(parse(TIME_EXCEEDED.replace("0b000000", "00000000"))).as("echo").isEmpty();
        assertThat(parse(TIME_EXCEEDED.replace("0106", "0111"))).as("about UDP").isEmpty();
        for (int length = 0; length < TIME_EXCEEDED.replace(" ", "").length() - 8; length += 2) {
            assertThat(parse(TIME_EXCEEDED.replace(" ", "").substring(0, length))).isEmpty();
        }
    }

    @Test
    void shouldBeContentWithDifferentWaysOfDifferentPaths() {
        Map<Integer, PathProbe.Way> ways = Map.of(1, way("10.0.0.1", "10.1.0.1"), 2, way("10.0.0.1", "10.2.0.1"),
            3, way("10.0.0.1", "10.2.0.1"));
        doctor.check(Map.of(1, "a", 2, "b", 3, "b"), ways::get);

        assertThat(texts(Finding.State.OK)).contains("source port 1: 10.0.0.1 > 10.1.0.1 > destination",
            "3 source ports of 2 planned paths take as many different ways");
        assertThat(findings.isAnyFailed()).isFalse();
    }

    @Test
    void shouldFindThatAModelIsWrong() {
        Map<Integer, PathProbe.Way> ways = Map.of(1, way("10.0.0.1", "10.1.0.1"), 2, way("10.0.0.1", "10.1.0.1"),
            3, way("10.0.0.1", "10.2.0.1"));
        doctor.check(Map.of(1, "a", 2, "b", 3, "b"), ways::get);

        assertThat(texts(Finding.State.FAILED)).containsExactly(
            "source ports 1 and 2 were planned on a and b, and take the same way",
            "source ports 2 and 3 were planned on one path, b, and take different ways");
    }

    @Test
    void shouldSayWhatCannotBeChecked() {
        Map<Integer, PathProbe.Way> ways = Map.of(1, way("*", "*", "*"), 2, way("10.0.0.1"),
            3, new PathProbe.Way(List.of(), false, "the source port is in use"));
        doctor.check(Map.of(1, "a", 2, "b", 3, "c"), ways::get);

        assertThat(texts(Finding.State.UNKNOWN)).containsExactlyInAnyOrder(
            "source port 1: no router on the way says who it is", "source port 3: the source port is in use",
            "fewer than two source ports whose planned path and real way are both known");
    }

    @Test
    void shouldSayThatAPrivilegeIsMissing() {
        doctor.check(Map.of(1, "a"), port -> {
            throw new IOException("socket: EPERM");
        });
        assertThat(findings.all()).singleElement().satisfies(
            finding -> assertThat(finding.advice()).contains("CAP_NET_RAW"));
    }

    @Test
    void shouldReadTheNewestPlanOfEachPort(@TempDir Path directory) throws Exception {
        String line = "{\"result\":\"%s\",\"remote_address\":\"10.9.0.2\",\"remote_port\":%d,\"source_port\":%d,"
            + "\"outbound_path\":\"%s\"}\n";
        Path log = Files.writeString(directory.resolve("plans.json"), line.formatted("done", 80, 1, "a")
            + line.formatted("done", 80, 2, "b") + line.formatted("done", 81, 3, "c") + "{\"resu\n"
            + line.formatted("ports_in_use", 80, 4, "d") + line.formatted("done", 80, 1, "e"));

        InetSocketAddress to = new InetSocketAddress("10.9.0.2", 80);
        assertThat(PlannedPorts.read(log, to, 8)).isEqualTo(Map.of(1, "e", 2, "b"));
        assertThat(PlannedPorts.read(log, to, 1)).isEqualTo(Map.of(1, "e"));
    }
}
