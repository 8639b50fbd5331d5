// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.Executors.newSingleThreadScheduledExecutor;
import static org.onlab.util.Tools.groupedThreads;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.crosslayer.mptcp.AgentListener;
import org.crosslayer.mptcp.AgentService;
import org.crosslayer.mptcp.ConnectionKey;
import org.crosslayer.mptcp.FabricEvent;
import org.crosslayer.mptcp.FabricListener;
import org.crosslayer.mptcp.FabricService;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.MptcpConnectionListener;
import org.crosslayer.mptcp.MptcpConnectionService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows changes, and tells those who want to know at most every half second. Telemetry does not count as a change of
 * a connection. Who listens says how far it has come; there is no queue for it.
 */
@Component(immediate = true, service = ChangeFeed.class)
public class ChangeFeed {
    /** Least time between two messages. */
    public static final int PERIOD_MILLIS = 500;
    /** Connections whose changes are remembered; the same many at most are in a message. */
    private static final int MOST_CONNECTIONS = 20_000;

    private final Logger log = LoggerFactory.getLogger(getClass());

    @Reference
    protected AgentService agentService;
    @Reference
    protected MptcpConnectionService connectionService;
    @Reference
    protected FabricService fabricService;

    /** Begins with the time, so that no revision of an earlier activation can be taken for one of this. */
    private final ChangeLog changes = new ChangeLog(System.currentTimeMillis() * 1000, MOST_CONNECTIONS);
    private final AgentListener agentListener = event -> changes.changed(ChangeLog.Topic.AGENTS);
    private final MptcpConnectionListener connectionListener = event -> changes.changed(event.subject().key());
    private final FabricListener fabricListener = event -> changes.changed(topic(event.type()));
    private final Set<Runnable> listeners = new CopyOnWriteArraySet<>();
    /** What was made for listeners at this beat, by the revision that they had reached. */
    private final Map<Long, Message> messages = new HashMap<>();
    private long beat;
    private ScheduledExecutorService executor;

    /** What a listener is told: changes up to a revision, as a server-sent event. */
    public static final class Message {
        private final long revision;
        private final byte[] event;

        private Message(ChangesView changes) {
            this.revision = changes.revision;
            this.event = ("id: " + revision + "\nevent: changes\ndata: " + Json.text(changes) + "\n\n").getBytes(UTF_8);
        }

        /**
         * How far the listener has come with it.
         *
         * @return revision
         */
        public long revision() {
            return revision;
        }

        /**
         * What is to be sent.
         *
         * @return UTF-8, not to be changed
         */
        public byte[] event() {
            return event;
        }
    }

    @Activate
    protected void activate() {
        follow();
        executor = newSingleThreadScheduledExecutor(groupedThreads("crosslayer/changes", "%d", log));
        executor.scheduleWithFixedDelay(this::tell, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        log.info("Started");
    }

    @Deactivate
    protected void deactivate() {
        executor.shutdownNow();
        followNoMore();
        listeners.clear();
        log.info("Stopped");
    }

    void follow() {
        agentService.addListener(agentListener);
        connectionService.addListener(connectionListener);
        fabricService.addListener(fabricListener);
    }

    void followNoMore() {
        fabricService.removeListener(fabricListener);
        connectionService.removeListener(connectionListener);
        agentService.removeListener(agentListener);
    }

    private static ChangeLog.Topic topic(FabricEvent.Type type) {
        switch (type) {
            case POLICY_CHANGED:
                return ChangeLog.Topic.POLICY;
            case UTILISATION_MEASURED:
                return ChangeLog.Topic.TRAFFIC;
            default:
                return ChangeLog.Topic.FABRIC;
        }
    }

    /**
     * The revision of this moment.
     *
     * @return number that grows with every change; higher than every one before a restart
     */
    public long revision() {
        return changes.revision();
    }

    /**
     * What has changed.
     *
     * @param revision of the last answer
     * @return changes since then
     */
    public ChangesView since(long revision) {
        return view(changes.since(revision));
    }

    private ChangesView view(ChangeLog.Changes changed) {
        List<ConnectionView> present = new ArrayList<>();
        List<String> removed = new ArrayList<>();
        for (ConnectionKey key : changed.keys) {
            Optional<MptcpConnection> connection = connectionService.connection(key);
            if (connection.isPresent()) {
                present.add(ConnectionView.brief(connection.get(), connectionService.statistics(key)));
            } else {
                removed.add(key.toString());
            }
        }
        return new ChangesView(changed.revision, changed.forgotten, present, removed, changed.topics);
    }

    /**
     * What a listener is to be told at this beat. Those that have come as far as each other are given the same: it is
     * made once for all that keep up. To be called by listeners while they are called.
     *
     * @param revision that the listener has reached
     * @return empty if there is nothing new
     */
    public Optional<Message> message(long revision) {
        return revision == beat ? Optional.empty() : Optional.of(messages.computeIfAbsent(revision, after ->
            new Message(view(changes.between(after, beat)))));
    }

    /**
     * Has something called every {@link #PERIOD_MILLIS}, whether there are changes or not.
     *
     * @param listener must not block
     */
    public void addListener(Runnable listener) {
        listeners.add(listener);
    }

    /**
     * Ends what {@link #addListener} began.
     *
     * @param listener as it was added
     */
    public void removeListener(Runnable listener) {
        listeners.remove(listener);
    }

    /** The next beat. */
    void tell() {
        beat = changes.revision();
        for (Runnable listener : listeners) {
            try {
                listener.run();
            } catch (RuntimeException e) {
                log.warn("A listener to changes failed", e);
                listeners.remove(listener);
            }
        }
        messages.clear();
    }
}
