// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.crosslayer.mptcp.view.TrafficView;

/** What links carry, in the order of one topology. */
final class TrafficPicture {
    private static final long[] NONE = {};

    private long revision = -1;
    private long[] traffic = NONE;
    private long[] planned = NONE;

    long revision() {
        return revision;
    }

    /** There is a new topology, of whose links nothing is known. */
    void begin(long of) {
        revision = of;
        traffic = NONE;
        planned = NONE;
    }

    /** Takes what is now; the event that tells the difference. */
    List<byte[]> look(TrafficView now) {
        if (now.revision != revision) {
            return List.of();
        }
        long[] before = traffic;
        long[] expected = planned;
        traffic = Arrays.stream(now.trafficBps).map(Digits::three).toArray();
        planned = Arrays.stream(now.plannedBps).map(Digits::three).toArray();
        return tell(link -> link >= before.length || before[link] != traffic[link] || expected[link] != planned[link]);
    }

    /** All links. */
    List<byte[]> everything() {
        return tell(link -> true);
    }

    private List<byte[]> tell(IntPredicate which) {
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("revision", revision);
        ArrayNode links = message.putArray("links");
        IntStream.range(0, traffic.length).filter(which)
            .forEach(link -> links.addArray().add(link).add(traffic[link]).add(planned[link]));
        return links.isEmpty() ? List.of() : List.of(Event.of("traffic", message));
    }
}
