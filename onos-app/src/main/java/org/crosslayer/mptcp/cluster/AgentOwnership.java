// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cluster;

import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.onosproject.store.service.AsyncConsistentMap;
import org.onosproject.store.service.MapEvent;
import org.onosproject.store.service.MapEventListener;
import org.onosproject.store.service.Versioned;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who serves an agent, as all nodes agree on it: one entry for each agent in a consistent map, written when an agent
 * attaches and never for a connection. Nobody waits for it: where the storage is out of reach, agents are served all
 * the same, and what was not written is written later, unless it is out of date by then.
 */
final class AgentOwnership {
    private static final long PATIENCE_SECONDS = 10;
    private static final long RETRY_MILLIS = 5000;
    private static final long ASK_SECONDS = 3;
    /** Claims that are looked at again in one go. */
    private static final int MOST_CHECKED = 200;

    /** Told that an agent is elsewhere by now. */
    interface Loser {
        /** The stream of this number, and older ones, are out of date; the agent is at another node. */
        void superseded(String agent, long attachment, String node);
    }

    private final Logger log = LoggerFactory.getLogger(getClass());

    private final String self;
    private final AsyncConsistentMap<String, AgentOwner> owners;
    private final ScheduledExecutorService executor;
    private final Loser loser;
    private final ConcurrentMap<String, Claim> claims = new ConcurrentHashMap<>();
    /** Agents whose claims are to be looked at again. */
    private final Queue<String> doubted = new ConcurrentLinkedQueue<>();
    private final MapEventListener<String, AgentOwner> listener = this::changed;

    /** An agent that this node serves, or believes to. */
    private static final class Claim {
        private final AgentOwner owner;
        private volatile boolean written;
        /** Whether it was written and is no longer there: others had given this node up. */
        private volatile boolean lost;

        Claim(AgentOwner owner) {
            this.owner = owner;
        }
    }

    AgentOwnership(String self, AsyncConsistentMap<String, AgentOwner> owners, ScheduledExecutorService executor,
                   Loser loser) {
        this.self = self;
        this.owners = owners;
        this.executor = executor;
        this.loser = loser;
        owners.addListener(listener);
    }

    void close() {
        owners.removeListener(listener);
    }

    /** An agent is attached here; does something only if it was not before, or if others have taken that back. */
    void claim(String agent, String instance, long attachment) {
        AgentOwner wanted = new AgentOwner(self, instance, attachment);
        Claim before = claims.get(agent);
        boolean again = before != null && before.owner.equals(wanted);
        if (!again || before.lost) {
            Claim claim = new Claim(wanted);
            claims.put(agent, claim);
            write(agent, claim, again);
        }
    }

    private void write(String agent, Claim claim, boolean late) {
        owners.compute(agent, (key, before) -> claim.owner.replaces(before, late) ? claim.owner : before)
            .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .whenComplete((now, problem) -> {
                if (problem != null) {
                    log.debug("Not written yet that {} is here: {}", agent, problem.toString());
                    retry(agent, claim);
                } else {
                    written(agent, claim, now);
                }
            });
    }

    private void retry(String agent, Claim claim) {
        if (claims.get(agent) == claim && !executor.isShutdown()) {
            executor.schedule(() -> {
                if (claims.get(agent) == claim) {
                    write(agent, claim, true);
                }
            }, RETRY_MILLIS + ThreadLocalRandom.current().nextLong(RETRY_MILLIS), TimeUnit.MILLISECONDS);
        }
    }

    private void written(String agent, Claim claim, Versioned<AgentOwner> now) {
        claim.written = true;
        if (now != null && !now.value().node().equals(self) && claims.remove(agent, claim)) {
            loser.superseded(agent, claim.owner.attachment(), now.value().node());
        }
    }

    private void changed(MapEvent<String, AgentOwner> event) {
        AgentOwner now = event.newValue() == null ? null : event.newValue().value();
        Claim claim = claims.get(event.key());
        // Before it is written, this node's own claim may be the newer one: then its answer tells.
        if (claim != null && claim.written) {
            seen(event.key(), claim, now);
        }
    }

    private void seen(String agent, Claim claim, AgentOwner now) {
        if (now == null) {
            claim.lost = true;
        } else if (!now.node().equals(self) && claims.remove(agent, claim)) {
            loser.superseded(agent, claim.owner.attachment(), now.node());
        }
    }

    /** Events may have been missed, or others have given this node up: has {@link #check} look at all claims. */
    void doubt() {
        if (doubted.isEmpty()) {
            doubted.addAll(claims.keySet());
        }
    }

    /** Asks what has become of some of the doubted claims. */
    void check() {
        for (int checked = 0; checked < MOST_CHECKED && !doubted.isEmpty(); checked++) {
            String agent = doubted.remove();
            Claim claim = claims.get(agent);
            if (claim != null && claim.written) {
                owners.get(agent).orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).whenComplete((now, problem) -> {
                    if (problem == null) {
                        seen(agent, claim, now == null ? null : now.value());
                    } else {
                        doubted.add(agent);
                    }
                });
            }
        }
    }

    /** Agents that this node serves, or believes to. */
    Set<String> claimed() {
        return Set.copyOf(claims.keySet());
    }

    /** An agent has gone and is not expected back here. */
    void release(String agent) {
        Claim claim = claims.remove(agent);
        if (claim != null) {
            forget(agent, claim.owner);
        } else {
            // Claimed before this node's own restart.
            releaseOf(agent, self);
        }
    }

    private void forget(String agent, AgentOwner owner) {
        owners.remove(agent, owner).whenComplete((done, problem) -> {
            if (problem != null) {
                log.debug("Not written that {} has gone: {}", agent, problem.toString());
            }
        });
    }

    /** A node has gone for long, and this agent with it. */
    void releaseOf(String agent, String node) {
        owners.computeIf(agent, owner -> owner != null && owner.node().equals(node), (key, owner) -> null)
            .whenComplete((done, problem) -> {
                if (problem != null) {
                    log.debug("Not written that {} has gone with {}: {}", agent, node, problem.toString());
                }
            });
    }

    /** Nodes by agent as the storage has them; empty if it is out of reach. For people: waits. */
    Map<String, String> owners() {
        Map<String, String> nodes = new TreeMap<>();
        try {
            owners.entrySet().get(ASK_SECONDS, TimeUnit.SECONDS)
                .forEach(entry -> nodes.put(entry.getKey(), entry.getValue().value().node()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            // The map reads its entries before it gives a future: what fails then is thrown at once.
            log.debug("The storage does not answer: {}", e.toString());
        }
        return nodes;
    }
}
