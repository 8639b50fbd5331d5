// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.connections;

import static org.crosslayer.mptcp.MptcpConnectionEvent.Type.CONNECTION_ADDED;
import static org.crosslayer.mptcp.MptcpConnectionEvent.Type.CONNECTION_REMOVED;
import static org.crosslayer.mptcp.MptcpConnectionEvent.Type.CONNECTION_UPDATED;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.ConnectionKey;
import org.crosslayer.mptcp.ConnectionStatistics;
import org.crosslayer.mptcp.ConnectionToken;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.MptcpConnectionEvent;
import org.crosslayer.mptcp.MptcpConnectionListener;
import org.crosslayer.mptcp.MptcpConnectionService;
import org.onosproject.event.EventDeliveryService;
import org.onosproject.event.ListenerRegistry;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the connections that agents have reported and tells listeners of changes. */
@Component(immediate = true, service = {MptcpConnectionService.class, ConnectionRegistry.class})
public class ConnectionManager implements MptcpConnectionService, ConnectionRegistry {
    private final Logger log = LoggerFactory.getLogger(getClass());

    @Reference
    protected EventDeliveryService eventDispatcher;

    private final ListenerRegistry<MptcpConnectionEvent, MptcpConnectionListener> listeners =
        new ListenerRegistry<>();
    private final ConcurrentMap<AgentId, HostConnections> hosts = new ConcurrentHashMap<>();

    @Activate
    protected void activate() {
        eventDispatcher.addSink(MptcpConnectionEvent.class, listeners);
        log.info("Started");
    }

    @Deactivate
    protected void deactivate() {
        eventDispatcher.removeSink(MptcpConnectionEvent.class);
        hosts.clear();
        log.info("Stopped");
    }

    @Override
    public void addListener(MptcpConnectionListener listener) {
        listeners.addListener(listener);
    }

    @Override
    public void removeListener(MptcpConnectionListener listener) {
        listeners.removeListener(listener);
    }

    @Override
    public Collection<MptcpConnection> connections() {
        List<MptcpConnection> all = new ArrayList<>();
        hosts.values().forEach(host -> all.addAll(host.all()));
        return all;
    }

    @Override
    public Collection<MptcpConnection> connections(AgentId agent) {
        HostConnections host = hosts.get(agent);
        return host == null ? List.of() : List.copyOf(host.all());
    }

    @Override
    public Optional<MptcpConnection> connection(ConnectionKey key) {
        HostConnections host = hosts.get(key.agent());
        return host == null ? Optional.empty() : host.get(key.token());
    }

    @Override
    public Optional<ConnectionStatistics> statistics(ConnectionKey key) {
        HostConnections host = hosts.get(key.agent());
        return host == null ? Optional.empty() : host.statistics(key.token());
    }

    @Override
    public boolean measured(ConnectionKey key, ConnectionReading reading) {
        HostConnections host = hosts.get(key.agent());
        return host != null && host.measured(key.token(), reading);
    }

    @Override
    public List<MptcpConnection> replace(AgentId agent, Collection<MptcpConnection> connections) {
        Set<ConnectionToken> listed = new HashSet<>();
        List<MptcpConnection> now = new ArrayList<>(connections.size());
        for (MptcpConnection connection : connections) {
            listed.add(connection.key().token());
            now.add(report(connection));
        }
        for (MptcpConnection known : connections(agent)) {
            if (!listed.contains(known.key().token())) {
                remove(known.key());
            }
        }
        return now;
    }

    @Override
    public MptcpConnection report(MptcpConnection reported) {
        HostConnections host = host(reported.key().agent());
        boolean[] added = new boolean[1];
        MptcpConnection now = host.compute(reported.key().token(), known -> {
            added[0] = known == null || !known.initial().equals(reported.initial());
            return added[0] ? reported
                : reported.copy().planned(known.planned()).reasons(known.reasons()).build();
        });
        post(added[0] ? CONNECTION_ADDED : CONNECTION_UPDATED, now);
        return now;
    }

    @Override
    public Optional<MptcpConnection> update(ConnectionKey key, UnaryOperator<MptcpConnection> change) {
        HostConnections host = hosts.get(key.agent());
        if (host == null) {
            return Optional.empty();
        }
        boolean[] changed = new boolean[1];
        MptcpConnection now = host.compute(key.token(), known -> {
            MptcpConnection after = known == null ? null : change.apply(known);
            changed[0] = after != known;
            return after;
        });
        if (changed[0]) {
            post(CONNECTION_UPDATED, now);
        }
        return Optional.ofNullable(now);
    }

    @Override
    public boolean tooMany(ConnectionKey key) {
        HostConnections host = hosts.get(key.agent());
        return host != null && host.size() >= MOST_CONNECTIONS && host.get(key.token()).isEmpty();
    }

    @Override
    public void remove(ConnectionKey key) {
        HostConnections host = hosts.get(key.agent());
        if (host == null) {
            return;
        }
        MptcpConnection[] removed = new MptcpConnection[1];
        host.compute(key.token(), known -> {
            removed[0] = known;
            return null;
        });
        if (removed[0] != null) {
            post(CONNECTION_REMOVED, removed[0]);
        }
    }

    @Override
    public void removeAll(AgentId agent) {
        HostConnections host = hosts.remove(agent);
        if (host != null) {
            host.all().forEach(connection -> post(CONNECTION_REMOVED, connection));
        }
    }

    @Override
    public IntPredicate sourcePortsInUse(AgentId agent) {
        return host(agent)::portInUse;
    }

    @Override
    public IntPredicate sourcePortsRecentlyUsed(AgentId agent) {
        return host(agent)::portRecentlyUsed;
    }

    @Override
    public void sourcePortsRefused(AgentId agent, Collection<Integer> ports) {
        ports.forEach(host(agent)::portRefused);
    }

    private HostConnections host(AgentId agent) {
        return hosts.computeIfAbsent(agent, id -> new HostConnections());
    }

    /** Tells the listeners. */
    protected void post(MptcpConnectionEvent.Type type, MptcpConnection connection) {
        eventDispatcher.post(new MptcpConnectionEvent(type, connection));
    }
}
