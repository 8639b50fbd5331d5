// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import static org.crosslayer.mptcp.AgentEvent.Type.AGENT_ATTACHED;
import static org.crosslayer.mptcp.AgentEvent.Type.AGENT_DETACHED;
import static org.crosslayer.mptcp.OsgiPropertyConstants.DETACH_GRACE_SECONDS;
import static org.crosslayer.mptcp.OsgiPropertyConstants.DETACH_GRACE_SECONDS_DEFAULT;
import static org.onlab.util.Tools.groupedThreads;

import io.grpc.Status;
import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.crosslayer.control.v1.CheckResult;
import org.crosslayer.mptcp.Agent;
import org.crosslayer.mptcp.AgentEvent;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.AgentListener;
import org.crosslayer.mptcp.AgentService;
import org.crosslayer.mptcp.FabricEvent;
import org.crosslayer.mptcp.FabricListener;
import org.crosslayer.mptcp.FabricService;
import org.crosslayer.mptcp.MptcpApplication;
import org.crosslayer.mptcp.connections.ConnectionRegistry;
import org.crosslayer.mptcp.planning.PlanningService;
import org.crosslayer.plan.PlannerPolicy;
import org.onosproject.cfg.ComponentConfigService;
import org.onosproject.cluster.ClusterService;
import org.onosproject.event.EventDeliveryService;
import org.onosproject.event.ListenerRegistry;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows the attached agents, welcomes them, and forgets those that do not come back. */
@Component(immediate = true, service = {AgentService.class, AgentManager.class},
    property = {DETACH_GRACE_SECONDS + ":Integer=" + DETACH_GRACE_SECONDS_DEFAULT})
public class AgentManager implements AgentService, Sessions {
    /** Time that an agent has for its Hello. */
    static final int HELLO_SECONDS = 10;
    /** Time that it has for all parts of its first snapshot. */
    private static final int SNAPSHOT_SECONDS = 60;
    /** Agents of a node that ends go to the others within this time, and so much more that they are not overrun. */
    private static final int LEAVE_LEAST_MILLIS = 200;
    private static final int LEAVES_PER_MILLI = 2;
    private static final int LEAVE_MOST_MILLIS = 10_000;
    /** An agent tries the next node for 2 s until it is connected, and for 2 s until it is welcome. */
    private static final int LEAVE_GRACE_MILLIS = 4000;
    private static final int LEAVE_POLL_MILLIS = 20;

    private final Logger log = LoggerFactory.getLogger(getClass());

    @Reference
    protected EventDeliveryService eventDispatcher;
    @Reference
    protected ComponentConfigService configService;
    @Reference
    protected ClusterService clusterService;
    @Reference
    protected MptcpApplication application;
    @Reference
    protected FabricService fabricService;
    @Reference
    protected ConnectionRegistry registry;
    @Reference
    protected PlanningService planning;

    /** Seconds for which the connections of an agent are kept after its stream has ended. */
    private volatile int detachGraceSeconds = DETACH_GRACE_SECONDS_DEFAULT;

    private final ListenerRegistry<AgentEvent, AgentListener> listeners = new ListenerRegistry<>();
    private final AttachedAgents attached = new AttachedAgents();
    /** Last sessions of agents that are gone and may come back. */
    private final ConcurrentMap<AgentId, AgentSession> missing = new ConcurrentHashMap<>();
    /** So many times the policy's interval is to be between readings. */
    private volatile int stretch = 1;
    private final FabricListener policyListener = this::fabricChanged;
    /** Whether to begin with a rehearsal; tests have no need of it. */
    private boolean rehearsing = true;
    private Supplier<ScheduledExecutorService> clock =
        () -> Executors.newSingleThreadScheduledExecutor(groupedThreads("crosslayer/agents", "%d", log));
    private MessageHandlers handlers;
    private ScheduledExecutorService executor;

    /** To be called before activation. */
    void skipRehearsal() {
        rehearsing = false;
    }

    /** Has another one see to what is done later; to be called before activation, by tests. */
    void useClock(ScheduledExecutorService other) {
        clock = () -> other;
    }

    @Activate
    protected void activate(ComponentContext context) {
        configService.registerProperties(getClass());
        modified(context);
        handlers = new MessageHandlers(registry, planning);
        executor = clock.get();
        eventDispatcher.addSink(AgentEvent.class, listeners);
        fabricService.addListener(policyListener);
        if (rehearsing) {
            executor.execute(this::rehearse);
        }
        log.info("Started");
    }

    @Deactivate
    protected void deactivate() {
        fabricService.removeListener(policyListener);
        eventDispatcher.removeSink(AgentEvent.class);
        executor.shutdownNow();
        configService.unregisterProperties(getClass(), false);
        log.info("Stopped");
    }

    @Modified
    protected void modified(ComponentContext context) {
        Object value = context == null ? null : context.getProperties().get(DETACH_GRACE_SECONDS);
        detachGraceSeconds = value == null ? DETACH_GRACE_SECONDS_DEFAULT : Integer.parseInt(value.toString().trim());
    }

    private void rehearse() {
        try {
            log.debug("Planned {} paths in rehearsal", Rehearsal.run());
        } catch (RuntimeException e) {
            log.warn("The rehearsal failed; real agents are served all the same", e);
        }
    }

    /** A session for a new stream; it has to introduce itself in time. */
    AgentSession open(AgentStream stream, String remote, PeerIdentity identity) {
        AgentSession session = new AgentSession(stream, remote, identity, this, handlers);
        within(HELLO_SECONDS, session, known -> known.closeUnlessKnown(Status.DEADLINE_EXCEEDED.withDescription(
            "no HELLO came within " + HELLO_SECONDS + " s")));
        within(SNAPSHOT_SECONDS, session, known -> known.closeUnlessRunning(Status.DEADLINE_EXCEEDED.withDescription(
            "no whole SNAPSHOT came within " + SNAPSHOT_SECONDS + " s")));
        return session;
    }

    /** Looks at a session later, if it is still there: streams that come and go are not kept in memory for that. */
    private void within(int seconds, AgentSession session, Consumer<AgentSession> check) {
        WeakReference<AgentSession> held = new WeakReference<>(session);
        executor.schedule(() -> Optional.ofNullable(held.get()).ifPresent(check), seconds, TimeUnit.SECONDS);
    }

    /** Does something in so many nanoseconds, unless the component stops before that. */
    void later(long nanos, Runnable task) {
        if (!executor.isShutdown()) {
            executor.schedule(task, nanos, TimeUnit.NANOSECONDS);
        }
    }

    /**
     * Asks the agents to go to other nodes, as long as there are any, and waits until they have gone, but not for long.
     */
    void leave() {
        int agents = attached.all().size();
        if (!application.hasOthers() || agents == 0) {
            return;
        }
        int within = Math.min(LEAVE_MOST_MILLIS, LEAVE_LEAST_MILLIS + agents / LEAVES_PER_MILLI);
        log.info("{} agents are asked to leave within {} ms", agents, within);
        attached.all().forEach(session -> session.send(ControllerMessages.leave(within)));
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(within + LEAVE_GRACE_MILLIS);
        while (!attached.all().isEmpty() && System.nanoTime() < deadline && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LEAVE_POLL_MILLIS));
        }
        log.info("{} agents are left", attached.all().size());
    }

    /** Ends all streams: the endpoint is about to close. */
    void closeAll() {
        attached.all().forEach(session -> session.close(Status.UNAVAILABLE.withDescription("the endpoint closes")));
    }

    /** Ends the streams of agents whose certificates count no more. */
    void expel(EndpointTls tls, Date now) {
        attached.all().forEach(session -> tls.refusal(session.identity().chain(), now).ifPresent(
            reason -> session.refuse(Status.UNAUTHENTICATED.withDescription(reason))));
    }

    @Override
    public void checkUnclaimed(AgentId id, PeerIdentity identity) throws StreamRefusedException {
        AgentSession other = attached.get(id).orElse(null);
        if (other != null && !other.identity().subject().equals(identity.subject())) {
            throw new StreamRefusedException(Status.PERMISSION_DENIED.withDescription("hello.agent_id: " + id
                + " is attached from " + other.agent().remote() + " with the certificate of "
                + other.identity().subject() + ": give each agent its own id"));
        }
    }

    /** What is told to somebody who asks on behalf of an agent that would be welcome. */
    CheckResult check(Agent welcome) {
        return ControllerMessages.checkResult(clusterService.getLocalNode().id().id(), Instant.now(),
            agent(welcome.id()));
    }

    @Override
    public void attach(AgentSession session) {
        PlannerPolicy policy = fabricService.policy();
        int stretched = stretch;
        session.send(ControllerMessages.welcome(clusterService.getLocalNode().id().id(), policy, stretched));
        attached.put(session).ifPresent(older -> replaced(older, session.agent()));
        missing.remove(session.agent().id());
        if (fabricService.policy() != policy || stretch != stretched) {
            // Changed since, and told only to those who were in the list.
            session.send(ControllerMessages.policy(fabricService.policy(), stretch));
        }
        log.info("Agent {} attached: version {}, kernel {}, addresses {}, {}", session, session.agent().version(),
            session.agent().kernelRelease(), session.agent().addresses(), session.agent().capabilities());
        eventDispatcher.post(new AgentEvent(AGENT_ATTACHED, session.agent()));
    }

    private void replaced(AgentSession older, Agent newer) {
        Agent before = older.agent();
        if (!before.instance().equals(newer.instance()) && !before.addresses().isEmpty()
                && !newer.addresses().isEmpty() && Collections.disjoint(before.addresses(), newer.addresses())) {
            log.warn("Agent {} was attached from {} (addresses {}) and is now from {} (addresses {}): if these are two"
                + " hosts, give each agent its own id", newer.id(), before.remote(), before.addresses(),
                newer.remote(), newer.addresses());
        }
        older.close(Status.ABORTED.withDescription("agent " + newer.id() + " has attached anew from "
            + newer.remote()));
    }

    @Override
    public void detach(AgentSession session, String reason) {
        planning.detached(session);
        log.info("Agent {} detached: {}", session, reason);
        eventDispatcher.post(new AgentEvent(AGENT_DETACHED, session.agent()));
        if (attached.remove(session) && !executor.isShutdown()) {
            missing.put(session.agent().id(), session);
            executor.schedule(() -> forget(session), detachGraceSeconds, TimeUnit.SECONDS);
        }
    }

    /** The agent has not come back, or not here: what is known of its host is too old to be of use. */
    private void forget(AgentSession session) {
        AgentId id = session.agent().id();
        if (missing.remove(id, session)) {
            log.info("Agent {} is not here any more, its connections are forgotten", id);
            registry.removeAll(id);
            planning.forget(id);
        }
    }

    /**
     * An agent has attached to another node: its stream to this one, if it has not ended yet, and all that is known
     * here of its connections are out of date.
     *
     * @param id         agent
     * @param attachment what has attached here since then is kept: number of the newest stream that is out of date
     * @param node       where it is now
     */
    public void superseded(AgentId id, long attachment, String node) {
        AgentSession session = attached.get(id).orElse(missing.get(id));
        if (session != null && session.agent().attachment() <= attachment) {
            session.close(Status.ABORTED.withDescription("agent " + id + " has attached anew, to node " + node));
            forget(session);
        }
    }

    private void fabricChanged(FabricEvent event) {
        if (event.type() == FabricEvent.Type.POLICY_CHANGED) {
            executor.execute(this::tellPolicy);
        }
    }

    private void tellPolicy() {
        PlannerPolicy policy = fabricService.policy();
        attached.all().forEach(session -> session.send(ControllerMessages.policy(policy, stretch)));
    }

    /** Readings of subflows that agents have sent since the last call. */
    long readings() {
        return handlers.readings();
    }

    /** Agents are to read counters so many times less often than the policy says. */
    void stretchTelemetry(int times) {
        if (times != stretch) {
            int interval = fabricService.policy().telemetryIntervalMillis();
            log.info("{} agents {}: readings every {} ms, as the policy has it {} ms", attached.all().size(),
                times > stretch ? "tell more than this node can take" : "may tell more again",
                ControllerMessages.interval(interval, times), interval);
            stretch = times;
            planning.readingsStretched(times);
            later(0, this::tellPolicy);
        }
    }

    @Override
    public void addListener(AgentListener listener) {
        listeners.addListener(listener);
    }

    @Override
    public void removeListener(AgentListener listener) {
        listeners.removeListener(listener);
    }

    @Override
    public Collection<Agent> agents() {
        return attached.all().stream().map(AgentSession::agent).collect(Collectors.toList());
    }

    @Override
    public Optional<Agent> agent(AgentId id) {
        return attached.get(id).map(AgentSession::agent);
    }
}
