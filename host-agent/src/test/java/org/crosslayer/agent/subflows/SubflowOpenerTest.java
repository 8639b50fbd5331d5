// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.subflows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.crosslayer.agent.connections.ConnectionTable;
import org.crosslayer.agent.connections.Samples;
import org.crosslayer.agent.connections.TableSlots;
import org.crosslayer.agent.mptcp.LocalAddress;
import org.crosslayer.agent.netlink.Errno;
import org.crosslayer.agent.netlink.NetlinkException;
import org.crosslayer.agent.subflows.OpenResult.Status;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SubflowOpenerTest {
    private final FakePathManager kernel = new FakePathManager();
    private final ConnectionTable table = new ConnectionTable(10);
    private final SubflowOpener opener = new SubflowOpener(kernel, new TableSlots(table, 5));

    @BeforeEach
    void connect() {
        table.apply(Samples.established(), 1);
    }

    private OpenResult open(Integer... ports) {
        return opener.open(new SubflowRequest(Samples.TOKEN, Samples.address("10.0.1.2"),
            Samples.endpoint("10.0.2.2", 80), 0, List.of(ports), false));
    }

    @Test
    void shouldTakeTheFirstCandidate() {
        OpenResult result = open(12_000, 12_001);
        assertThat(result.status()).isEqualTo(Status.DONE);
        assertThat(result.sourcePort()).isEqualTo(12_000);
        assertThat(kernel.created).hasSize(1);
        assertThat(kernel.created.get(0).localId()).isEqualTo(1);
        assertThat(kernel.created.get(0).remote()).isEqualTo(Samples.endpoint("10.0.2.2", 80));
    }

    @Test
    void shouldAnswerAPortInUseByTheNextCandidate() {
        kernel.portsInUse.addAll(List.of(12_000, 12_001));
        OpenResult result = open(12_000, 12_001, 12_002);
        assertThat(result.status()).isEqualTo(Status.DONE);
        assertThat(result.sourcePort()).isEqualTo(12_002);
        assertThat(result.candidatesInUse()).isEqualTo(2);
        assertThat(table.connection(Samples.TOKEN).subflowsAndPending()).isEqualTo(2);
    }

    @Test
    void shouldSayWhenAllCandidatesAreInUse() {
        kernel.portsInUse.addAll(List.of(12_000, 12_001));
        OpenResult result = open(12_000, 12_001);
        assertThat(result.status()).isEqualTo(Status.PORTS_IN_USE);
        assertThat(result.errno()).isEqualTo(Errno.EADDRINUSE);
        assertThat(result.candidatesInUse()).isEqualTo(2);
        assertThat(table.connection(Samples.TOKEN).subflowsAndPending()).isEqualTo(1);
    }

    @Test
    void shouldNeverReuseAnAddressIdForAnotherPort() {
        kernel.portsInUse.addAll(List.of(1000, 1001, 1002));
        for (int i = 0; i < 3; i++) {
            assertThat(open(1000 + i, 2000 + i).isDone()).isTrue();
        }
        assertThat(kernel.created).extracting(FakePathManager.Create::localId).containsExactly(2, 4, 6);
    }

    @Test
    void shouldTryAPortThatBecameFreeWithItsOldId() {
        kernel.portsInUse.add(1000);
        assertThat(open(1000).status()).isEqualTo(Status.PORTS_IN_USE);
        kernel.portsInUse.clear();
        assertThat(open(1000).isDone()).isTrue();
        assertThat(kernel.created.get(0).localId()).isEqualTo(1);
    }

    @Test
    void shouldLearnIdsThatSomebodyElseHasUsed() {
        IntStream.rangeClosed(1, 9).forEach(id -> kernel.ids.put(id,
            new LocalAddress(Samples.endpoint("10.0.1.2", 3000 + id), id, 0, 0)));
        assertThat(open(12_000).isDone()).isTrue();
        assertThat(kernel.created.get(0).localId()).isEqualTo(10);
        assertThat(kernel.attempts).isEqualTo(2);
        assertThat(open(3004).isDone()).isTrue();
        assertThat(kernel.created.get(1).localId()).isEqualTo(4);
    }

    @Test
    void shouldTryOtherIdsIfTheKernelDoesNotTell() {
        kernel.tellsAddresses = false;
        IntStream.rangeClosed(1, 3).forEach(id -> kernel.ids.put(id,
            new LocalAddress(Samples.endpoint("10.0.1.2", 3000 + id), id, 0, 0)));
        assertThat(open(12_000).isDone()).isTrue();
        assertThat(kernel.created.get(0).localId()).isEqualTo(4);
    }

    @Test
    void shouldLeaveAPortWhoseIdItCannotFind() {
        kernel.tellsAddresses = false;
        kernel.ids.put(200, new LocalAddress(Samples.endpoint("10.0.1.2", 12_000), 200, 0, 0));
        OpenResult result = open(12_000, 12_001);
        assertThat(result.sourcePort()).isEqualTo(12_001);
        assertThat(open(12_000).status()).isEqualTo(Status.REFUSED_BY_KERNEL);
    }

    @Test
    void shouldKeepToTheCap() {
        for (int port = 1000; port < 1004; port++) {
            assertThat(open(port).isDone()).isTrue();
        }
        OpenResult result = open(1004);
        assertThat(result.status()).isEqualTo(Status.REFUSED_BY_AGENT);
        assertThat(result.message()).contains("max-subflows = 5");
        table.apply(Samples.subflowClosed(Samples.tuple("10.0.1.2", 1000, "10.0.2.2", 80), 1, 111), 5);
        assertThat(open(1004).isDone()).isTrue();
    }

    @Test
    void shouldSayWhyTheKernelRefused() {
        kernel.refusal = new NetlinkException("open", Errno.EADDRNOTAVAIL);
        assertThat(open(1, 2).status()).isEqualTo(Status.REFUSED_BY_KERNEL);
        assertThat(kernel.attempts).isEqualTo(1);
        kernel.refusal = new NetlinkException("open", Errno.ENOTCONN);
        assertThat(open(1).status()).isEqualTo(Status.NOT_ESTABLISHED);
        kernel.refusal = new NetlinkException("open", Errno.EINVAL, "invalid token", 20);
        assertThat(open(1).status()).isEqualTo(Status.UNKNOWN_CONNECTION);
        kernel.refusal = new NetlinkException("open", Errno.EINVAL, "families mismatch", 20);
        assertThat(open(1).message()).isEqualTo("families mismatch");
        assertThat(table.connection(Samples.TOKEN).subflowsAndPending()).isEqualTo(1);
    }

    @Test
    void shouldNotAskTheKernelAboutUnknownConnections() {
        OpenResult result = opener.open(new SubflowRequest(5, Samples.address("10.0.1.2"),
            Samples.endpoint("10.0.2.2", 80), 0, List.of(1), false));
        assertThat(result.status()).isEqualTo(Status.UNKNOWN_CONNECTION);
        assertThat(kernel.attempts).isZero();
    }
}
