// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.onosproject.store.service.AsyncConsistentMapAdapter;
import org.onosproject.store.service.MapEvent;
import org.onosproject.store.service.MapEventListener;
import org.onosproject.store.service.Versioned;

/** Two nodes and the storage between them, which one of them may lose. */
class AgentOwnershipTest {
    private final Map<String, AgentOwner> stored = new HashMap<>();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    private final List<String> lost = new ArrayList<>();
    private final List<Storage> all = new ArrayList<>();
    private final Storage storageOfA = new Storage();
    private final AgentOwnership a = new AgentOwnership("a", storageOfA, executor,
        (agent, attachment, node) -> lost.add(agent + " to " + node));
    private final AgentOwnership b = new AgentOwnership("b", new Storage(), executor, (agent, attachment, node) -> { });

    @AfterEach
    void end() {
        executor.shutdownNow();
    }

    @Test
    void claimThatOthersHaveTakenBackIsMadeAgain() {
        a.claim("h1", "start1", 1);
        b.releaseOf("h1", "a");
        assertThat(stored).isEmpty();
        a.claim("h1", "start1", 1);
        assertThat(stored).containsEntry("h1", new AgentOwner("a", "start1", 1));
    }

    @Test
    void claimThatWasTakenBackDuringASplitIsMadeAgainAfterIt() {
        a.claim("h1", "start1", 1);
        storageOfA.reachable = false;
        b.releaseOf("h1", "a");
        a.doubt();
        a.check();
        a.claim("h1", "start1", 1);
        assertThat(stored).isEmpty();
        storageOfA.reachable = true;
        a.check();
        a.claim("h1", "start1", 1);
        assertThat(stored).containsEntry("h1", new AgentOwner("a", "start1", 1));
    }

    @Test
    void agentThatWentElsewhereDuringASplitIsLostAfterIt() {
        a.claim("h1", "start1", 1);
        storageOfA.reachable = false;
        b.claim("h1", "start1", 2);
        assertThat(lost).isEmpty();
        storageOfA.reachable = true;
        a.doubt();
        a.check();
        assertThat(lost).containsExactly("h1 to b");
        assertThat(stored).containsEntry("h1", new AgentOwner("b", "start1", 2));
    }

    @Test
    void claimThatIsInOrderIsNotWrittenAgain() {
        a.claim("h1", "start1", 1);
        a.doubt();
        a.check();
        a.claim("h1", "start1", 1);
        assertThat(storageOfA.writes).isEqualTo(1);
    }

    @Test
    void nothingIsLeftOfAnAgentThatIsReleasedAfterItsNodesRestart() {
        a.claim("h1", "start1", 1);
        b.claim("h2", "start2", 1);
        AgentOwnership restarted = new AgentOwnership("a", new Storage(), executor, (agent, attachment, node) -> { });
        restarted.release("h1");
        restarted.release("h2");
        assertThat(stored).containsOnlyKeys("h2");
    }

    @Test
    void nobodyIsKnownToServeAnAgentWhileTheStorageIsOutOfReach() {
        a.claim("h1", "start1", 1);
        assertThat(a.owners()).containsEntry("h1", "a");
        storageOfA.reachable = false;
        assertThat(a.owners()).isEmpty();
    }

    /** The storage as one node reaches it; while it does not, it misses events. */
    private final class Storage extends AsyncConsistentMapAdapter<String, AgentOwner> {
        private boolean reachable = true;
        private int writes;
        private MapEventListener<String, AgentOwner> listener;

        @Override
        public CompletableFuture<Void> addListener(MapEventListener<String, AgentOwner> added) {
            listener = added;
            all.add(this);
            return CompletableFuture.completedFuture(null);
        }

        private <T> CompletableFuture<T> answer(T value) {
            return CompletableFuture.completedFuture(value);
        }

        private Versioned<AgentOwner> store(String key, AgentOwner next) {
            AgentOwner before = next == null ? stored.remove(key) : stored.put(key, next);
            writes++;
            for (Storage each : all) {
                if (each.reachable) {
                    each.listener.event(new MapEvent<>("", key, versioned(next), versioned(before)));
                }
            }
            return versioned(next);
        }

        private Versioned<AgentOwner> versioned(AgentOwner owner) {
            return owner == null ? null : new Versioned<>(owner, 1);
        }

        @Override
        public CompletableFuture<Versioned<AgentOwner>> get(String key) {
            return reachable ? answer(versioned(stored.get(key)))
                : CompletableFuture.failedFuture(new IllegalStateException("out of reach"));
        }

        @Override
        public CompletableFuture<Versioned<AgentOwner>> compute(String key,
                BiFunction<? super String, ? super AgentOwner, ? extends AgentOwner> next) {
            return computeIf(key, owner -> true, next);
        }

        @Override
        public CompletableFuture<Versioned<AgentOwner>> computeIf(String key, Predicate<? super AgentOwner> condition,
                BiFunction<? super String, ? super AgentOwner, ? extends AgentOwner> next) {
            if (!reachable) {
                return CompletableFuture.failedFuture(new IllegalStateException("out of reach"));
            }
            AgentOwner before = stored.get(key);
            return answer(condition.test(before) ? store(key, next.apply(key, before)) : versioned(before));
        }

        @Override
        public CompletableFuture<Set<Map.Entry<String, Versioned<AgentOwner>>>> entrySet() {
            if (!reachable) {
                throw new IllegalStateException("out of reach");
            }
            return answer(stored.entrySet().stream()
                .map(entry -> Map.entry(entry.getKey(), versioned(entry.getValue()))).collect(Collectors.toSet()));
        }

        @Override
        public CompletableFuture<Boolean> remove(String key, AgentOwner value) {
            boolean found = value.equals(stored.get(key));
            if (found) {
                store(key, null);
            }
            return answer(found);
        }
    }
}
