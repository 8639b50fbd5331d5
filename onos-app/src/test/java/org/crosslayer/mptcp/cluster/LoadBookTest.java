// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LoadBookTest {
    private static final long GRACE = 30;

    private final LoadBook book = new LoadBook("a", GRACE);

    private static AgentLoad at(String node) {
        return new AgentLoad(node, 1, 1, "", new byte[0]);
    }

    @Test
    void shouldCountTheLoadOfALostNodeUntilItsAgentsHaveHadTheirTime() {
        book.put("x", at("b"));
        book.nodes(Set.of("a", "b"), 0);
        assertThat(book.others(agent -> false, 5)).hasSize(1);
        book.nodes(Set.of("a"), 10);
        book.nodes(Set.of("a"), 20);
        assertThat(book.others(agent -> false, 39)).hasSize(1);
        assertThat(book.orphans(39)).isEmpty();
        assertThat(book.others(agent -> false, 40)).isEmpty();
        assertThat(book.orphans(40)).containsOnlyKeys("x");
    }

    @Test
    void shouldCountAgainWhenTheNodeIsBack() {
        book.put("x", at("b"));
        book.nodes(Set.of("a"), 0);
        book.nodes(Set.of("a", "b"), 50);
        assertThat(book.others(agent -> false, 51)).hasSize(1);
        book.nodes(Set.of("a"), 60);
        assertThat(book.others(agent -> false, 70)).hasSize(1);
    }

    @Test
    void shouldCountAnAgentOnceWhenItMovesHere() {
        book.put("x", at("b"));
        book.nodes(Set.of("a", "b"), 0);
        Set<String> here = new HashSet<>();
        // Attached, its snapshot not gone through yet: the other node's word counts.
        assertThat(book.others(here::contains, 1)).hasSize(1);
        here.add("x");
        assertThat(book.others(here::contains, 2)).isEmpty();
        book.put("x", at("a"));
        assertThat(book.others(here::contains, 3)).isEmpty();
        assertThat(book.own()).containsExactly("x");
    }

    /** Whatever happens in whatever order: each agent counts at most once, and never both here and as another's. */
    @Property
    void shouldNeverCountTwice(@ForAll @Size(max = 60) List<@IntRange(max = 999) Integer> happenings) {
        String[] nodes = {"a", "b", "c"};
        LoadBook played = new LoadBook("a", GRACE);
        Map<String, String> truth = new HashMap<>();
        Set<String> here = new HashSet<>();
        Set<String> active = new HashSet<>(Set.of(nodes));
        long now = 0;
        for (int happening : happenings) {
            String agent = "agent" + happening % 4;
            String node = nodes[happening / 4 % 3];
            now += happening / 100;
            if (happening % 5 == 0 && !node.equals("a")) {
                if (!active.remove(node)) {
                    active.add(node);
                }
            } else {
                played.put(agent, at(node));
                truth.put(agent, node);
                if (node.equals("a")) {
                    here.add(agent);
                } else {
                    here.remove(agent);
                }
            }
            played.nodes(active, now);
            List<AgentLoad> counted = played.others(here::contains, now);
            long expected = truth.values().stream().filter(at -> !at.equals("a") && active.contains(at)).count();
            long possible = truth.values().stream().filter(at -> !at.equals("a")).count();
            assertThat((long) counted.size()).isBetween(expected, possible);
            assertThat(counted).noneMatch(load -> load.node().equals("a"));
        }
    }
}
