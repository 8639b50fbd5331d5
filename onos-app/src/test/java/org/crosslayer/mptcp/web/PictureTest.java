// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.LinkUtilisation;
import org.crosslayer.mptcp.Agent;
import org.crosslayer.mptcp.AgentCapabilities;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.view.MptcpViews;
import org.crosslayer.mptcp.view.TestViews;
import org.junit.jupiter.api.Test;
import org.onlab.packet.IpAddress;

class PictureTest {
    private final Fabric fabric = Fabric.empty();
    private final MptcpViews nobody = TestViews.of(fabric, LinkUtilisation.unknown(fabric));
    private final MptcpViews somebody = TestViews.of(fabric, LinkUtilisation.unknown(fabric),
        new Agent(AgentId.agentId("client"), "1", "6.12", List.of(IpAddress.valueOf("10.0.9.9")),
            new AgentCapabilities(Set.of(), 8), "127.0.0.1:1", Instant.EPOCH));
    private final Picture picture = new Picture();

    private List<String> look(MptcpViews views) {
        return text(picture.look(views));
    }

    private static List<String> text(List<byte[]> events) {
        return events.stream().map(event -> new String(event, UTF_8)).collect(Collectors.toList());
    }

    @Test
    void whatStaysIsToldOnce() {
        assertThat(look(nobody)).anyMatch(event -> event.startsWith("event: topology\n"))
            .anyMatch(event -> event.startsWith("event: policy\n"));
        assertThat(look(nobody)).isEmpty();
    }

    @Test
    void whatComesAndGoesIsToldWithWhatFollowsFromIt() {
        look(nobody);

        assertThat(look(somebody))
            .anyMatch(event -> event.startsWith("event: agents\n") && event.contains("\"client\""))
            .anyMatch(event -> event.startsWith("event: problems\n") && event.contains("10.0.9.9"))
            .noneMatch(event -> event.startsWith("event: policy\n"));
        assertThat(look(nobody)).anyMatch(event -> event.startsWith("event: agents\n")
            && event.contains("\"gone\":[\"client\"]"));
    }

    @Test
    void everythingIsWhatWasToldLast() {
        look(nobody);
        look(somebody);

        List<String> all = text(picture.everything());
        assertThat(all.get(0)).isEqualTo("event: begin\ndata: {}\n\n");
        assertThat(all).anyMatch(event -> event.startsWith("event: agents\n") && event.contains("\"client\""));
        assertThat(all.get(all.size() - 1)).isEqualTo("event: ready\ndata: {}\n\n");
    }
}
