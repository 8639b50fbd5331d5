// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cluster;

import static org.onlab.util.Tools.groupedThreads;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.crosslayer.mptcp.Agent;
import org.crosslayer.mptcp.AgentEvent;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.AgentListener;
import org.crosslayer.mptcp.agents.AgentManager;
import org.crosslayer.mptcp.planning.LoadExchange;
import org.crosslayer.mptcp.planning.PlanningService;
import org.onlab.packet.IpAddress;
import org.onlab.util.KryoNamespace;
import org.onosproject.cluster.ClusterService;
import org.onosproject.cluster.ControllerNode;
import org.onosproject.store.serializers.KryoNamespaces;
import org.onosproject.store.service.EventuallyConsistentMap;
import org.onosproject.store.service.EventuallyConsistentMapEvent;
import org.onosproject.store.service.EventuallyConsistentMapListener;
import org.onosproject.store.service.Serializer;
import org.onosproject.store.service.StorageService;
import org.onosproject.store.service.WallClockTimestamp;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the other nodes what this node's agents put on links, and the planning of this node what theirs do. Once a
 * second, in a thread of its own: planning never waits for it. Does nothing as long as there is one node.
 */
@Component(immediate = true, service = ClusterLoads.class)
public class ClusterLoads {
    /** For so long the load of a lost node counts on, while its agents find another. */
    static final long GRACE_SECONDS = 30;
    private static final int ROUND_MILLIS = 1000;
    /** Every so many rounds all agents' loads are looked at: rates of connections depend on each other. */
    private static final int ALL_ROUNDS = 10;
    /** Every so many rounds it is looked up whether all nodes still know which agents are here. */
    private static final int DOUBT_ROUNDS = 60;
    /** Most loads told in one round: some megabytes. */
    private static final int MOST_TOLD = 2000;

    private final Logger log = LoggerFactory.getLogger(getClass());

    @Reference
    protected StorageService storageService;
    @Reference
    protected ClusterService clusterService;
    @Reference
    protected AgentManager agents;
    @Reference
    protected PlanningService planning;

    private final AgentListener agentListener = this::agentChanged;
    private final EventuallyConsistentMapListener<String, AgentLoad> loadListener = this::loadChanged;
    private final AtomicBoolean roundDue = new AtomicBoolean();
    private final Set<AgentId> untold = new HashSet<>();
    private final LoadClock clock = new LoadClock(System::currentTimeMillis);
    private ScheduledExecutorService executor;
    private EventuallyConsistentMap<String, AgentLoad> loads;
    private AgentOwnership ownership;
    private LoadExchange exchange;
    private LoadBook book;
    private LinkIds ids;
    /** Of the change of {@link #loads} that is being made, which is done in one thread. */
    private long number;
    private String self;
    private long started;
    private long rounds;
    private volatile boolean several;

    @Activate
    protected void activate() {
        self = clusterService.getLocalNode().id().id();
        exchange = planning.loadExchange();
        book = new LoadBook(self, TimeUnit.SECONDS.toNanos(GRACE_SECONDS));
        ids = new LinkIds(exchange.fabric());
        started = System.nanoTime();
        executor = Executors.newSingleThreadScheduledExecutor(groupedThreads("crosslayer/cluster", "%d", log));
        loads = storageService.<String, AgentLoad>eventuallyConsistentMapBuilder()
            // Entries of another form have another name: nodes of two versions may meet during an upgrade.
            .withName("crosslayer-mptcp-loads-2").withSerializer(types(AgentLoad.class))
            .withTimestampProvider((agent, load) -> new WallClockTimestamp(number)).build();
        ownership = new AgentOwnership(self, storageService.<String, AgentOwner>consistentMapBuilder()
            .withName("crosslayer-mptcp-agents").withSerializer(Serializer.using(types(AgentOwner.class)))
            .buildAsyncMap(), executor, this::superseded);
        loads.addListener(loadListener);
        execute(() -> loads.entrySet().forEach(entry -> {
            clock.heard(entry.getValue().number());
            book.put(entry.getKey(), entry.getValue());
        }));
        agents.addListener(agentListener);
        executor.scheduleWithFixedDelay(this::guardedRound, ROUND_MILLIS, ROUND_MILLIS, TimeUnit.MILLISECONDS);
        log.info("Started");
    }

    private static KryoNamespace types(Class<?> value) {
        return KryoNamespace.newBuilder().register(KryoNamespaces.API).nextId(KryoNamespaces.BEGIN_USER_CUSTOM_ID)
            .register(value).build();
    }

    @Deactivate
    protected void deactivate() {
        agents.removeListener(agentListener);
        loads.removeListener(loadListener);
        ownership.close();
        executor.shutdownNow();
        loads.destroy();
        log.info("Stopped");
    }

    private void execute(Runnable task) {
        try {
            executor.execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException e) {
                    log.error("Sharing load with other nodes failed", e);
                }
            });
        } catch (RejectedExecutionException e) {
            log.debug("Deactivated meanwhile");
        }
    }

    private void agentChanged(AgentEvent event) {
        if (several && event.type() == AgentEvent.Type.AGENT_ATTACHED && roundDue.compareAndSet(false, true)) {
            execute(this::round);
        }
    }

    private void loadChanged(EventuallyConsistentMapEvent<String, AgentLoad> event) {
        execute(() -> {
            if (event.value() != null) {
                clock.heard(LoadClock.after(event.value().number()));
            }
            if (event.type() == EventuallyConsistentMapEvent.Type.PUT) {
                taken(event.key(), event.value());
            } else {
                book.remove(event.key());
                untold.add(AgentId.agentId(event.key()));
            }
        });
    }

    /** Another node tells of an agent, or this node's own word has come back. */
    private void taken(String agent, AgentLoad load) {
        book.put(agent, load);
        if (!load.node().equals(self)) {
            AgentId id = AgentId.agentId(agent);
            Agent here = agents.agent(id).orElse(null);
            if (here == null || here.attachment() < load.attachment()) {
                superseded(agent, load.attachment(), load.node());
            } else {
                untold.add(id);
            }
        }
    }

    private void superseded(String agent, long attachment, String node) {
        execute(() -> agents.superseded(AgentId.agentId(agent), attachment, node));
    }

    private void guardedRound() {
        try {
            round();
        } catch (RuntimeException e) {
            log.error("Sharing load with other nodes failed", e);
        }
    }

    private void round() {
        roundDue.set(false);
        several |= clusterService.getNodes().size() > 1;
        if (!several) {
            return;
        }
        rounds++;
        if (exchange.fabric() != ids.fabric()) {
            ids = new LinkIds(exchange.fabric());
        }
        tell();
        release();
        hear();
    }

    /** Tells what has changed of this node's agents. */
    private void tell() {
        untold.addAll(exchange.changed());
        boolean all = rounds % ALL_ROUNDS == 0;
        int told = 0;
        for (Agent agent : agents.agents()) {
            AgentId id = agent.id();
            ownership.claim(id.id(), agent.instance(), agent.attachment());
            AgentLoad known = book.get(id.id());
            boolean news = known == null || !known.node().equals(self) || known.attachment() != agent.attachment();
            if (told < MOST_TOLD && exchange.accounts(id) && (all || news || untold.contains(id))) {
                told += tell(agent, known, news) ? 1 : 0;
                untold.remove(id);
            }
        }
        untold.removeIf(id -> !exchange.accounts(id));
    }

    private boolean tell(Agent agent, AgentLoad known, boolean news) {
        byte[] packed = ids.pack(exchange.share(agent.id()));
        if (exchange.fabric() != ids.fabric() || !news && LinkIds.alike(known.links(), packed)) {
            return false;
        }
        AgentLoad load = new AgentLoad(self, agent.attachment(), clock.next(),
            agent.addresses().stream().map(IpAddress::toString).collect(Collectors.joining(",")), packed);
        number = load.number();
        loads.put(agent.id().id(), load);
        book.put(agent.id().id(), load);
        return true;
    }

    /** Takes back what is told of agents that are nobody's any more. */
    private void release() {
        long now = System.nanoTime();
        boolean back = book.nodes(clusterService.getNodes().stream().map(ControllerNode::id)
            .filter(node -> clusterService.getState(node).isActive()).map(Object::toString)
            .collect(Collectors.toSet()), now);
        if (back || rounds % DOUBT_ROUNDS == 0) {
            ownership.doubt();
        }
        ownership.check();
        if (now - started > TimeUnit.SECONDS.toNanos(GRACE_SECONDS)) {
            Set<String> mine = new HashSet<>(book.own());
            mine.addAll(ownership.claimed());
            mine.forEach(this::releaseUnlessHere);
        }
        book.orphans(now).forEach((agent, load) -> {
            ownership.releaseOf(agent, load.node());
            takeBack(agent, load);
        });
    }

    private void releaseUnlessHere(String agent) {
        AgentId id = AgentId.agentId(agent);
        if (exchange.accounts(id) || agents.agent(id).isPresent()) {
            return;
        }
        ownership.release(agent);
        AgentLoad load = book.get(agent);
        if (load != null && load.node().equals(self)) {
            takeBack(agent, load);
        }
    }

    private void takeBack(String agent, AgentLoad load) {
        number = LoadClock.after(load.number());
        loads.remove(agent, load);
        book.remove(agent);
    }

    /** Has the planning take in the other nodes' loads. */
    private void hear() {
        List<AgentLoad> others = book.others(agent -> exchange.accounts(AgentId.agentId(agent)), System.nanoTime());
        long[] sums = new long[ids.fabric().linkCount()];
        Set<IpAddress> addresses = new HashSet<>();
        for (AgentLoad load : others) {
            ids.add(load.links(), sums);
            for (String address : load.addresses()) {
                addresses.add(IpAddress.valueOf(address));
            }
        }
        exchange.others(ids.fabric(), sums, addresses);
    }

    /**
     * How many agents' loads this node knows of. Asks no other node.
     *
     * @return those of all nodes; 0 while there is one node
     */
    public int agents() {
        return loads.size();
    }

    /**
     * Which node serves which agent, as all nodes agree on it.
     *
     * @return ids of nodes by agent; empty if the storage is out of reach
     */
    public Map<String, String> owners() {
        return ownership.owners();
    }
}
