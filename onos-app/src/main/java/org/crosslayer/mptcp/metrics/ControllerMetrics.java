// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.metrics;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.crosslayer.mptcp.AgentEvent;
import org.crosslayer.mptcp.AgentListener;
import org.crosslayer.mptcp.AgentService;
import org.crosslayer.mptcp.MptcpConnectionService;
import org.crosslayer.mptcp.PlannedSubflow;
import org.crosslayer.mptcp.planning.PlanningService;
import org.crosslayer.mptcp.planning.PlanningTotals;
import org.crosslayer.mptcp.view.FabricView;
import org.crosslayer.mptcp.view.MptcpViews;
import org.crosslayer.mptcp.view.Query;
import org.onosproject.cluster.ControllerNode;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that is measured at this node, in Prometheus's text format. */
@Component(immediate = true, service = ControllerMetrics.class)
public class ControllerMetrics {
    /** Of the text that {@link #text} makes. */
    public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private final Logger log = LoggerFactory.getLogger(getClass());

    @Reference
    protected PlanningMeter meter;
    @Reference
    protected MptcpViews views;
    @Reference
    protected AgentService agentService;
    @Reference
    protected MptcpConnectionService connectionService;
    @Reference
    protected PlanningService planningService;

    private final AgentListener agentListener = this::agentEvent;
    private PrometheusRegistry registry;

    @Activate
    protected void activate() {
        registry = new PrometheusRegistry();
        connections();
        fabric();
        cluster();
        agentService.addListener(agentListener);
        log.info("Started");
    }

    @Deactivate
    protected void deactivate() {
        agentService.removeListener(agentListener);
        log.info("Stopped");
    }

    private void agentEvent(AgentEvent event) {
        if (event.type() == AgentEvent.Type.AGENT_ATTACHED) {
            meter.attached();
        } else {
            meter.detached();
        }
    }

    private void connections() {
        gauge(Names.AGENTS, "Agents that are attached to this node", () -> agentService.agents().size());
        gauge(Names.CONNECTIONS, "Connections that agents have reported", () -> connectionService.connections().size());
        GaugeWithCallback.builder().name(Names.SUBFLOWS).labelNames("origin")
            .help("Established subflows; off_plan: the prediction of its path was wrong, or the network has changed")
            .callback(callback -> views.origins().forEach((origin, count) -> callback.call(count, label(origin))))
            .register(registry);
        GaugeWithCallback.builder().name(Names.PLANNED).labelNames("state")
            .help("Subflows that agents were told to open, by how far they have come")
            .callback(callback -> planned().forEach((state, count) -> callback.call(count, label(state))))
            .register(registry);
        gauge(Names.ACCOUNTED, "Connections whose load is accounted", () -> planningService.totals().accounted());
        gauge(Names.UNANSWERED, "Plans that agents have not answered yet",
            () -> planningService.totals().unanswered());
        CounterWithCallback.builder().name(Names.MOVES).labelNames("result").help("Changes to live connections")
            .callback(callback -> {
                PlanningTotals totals = planningService.totals();
                callback.call(totals.movesMade(), "made");
                callback.call(totals.movesFailed(), "failed");
            }).register(registry);
    }

    private void fabric() {
        gauge(Names.DEVICES, "Devices of the fabric", () -> views.fabric().devices);
        GaugeWithCallback.builder().name(Names.LINKS).labelNames("state").help("Links of the fabric, by direction")
            .callback(callback -> {
                FabricView fabric = views.fabric();
                callback.call(fabric.links, "up");
                callback.call(fabric.linksDown, "down");
            }).register(registry);
        gauge(Names.HOSTS, "Hosts of the fabric", () -> views.fabric().hosts);
        gauge(Names.PROBLEMS, "What mptcp-problems lists", () -> views.problems(Query.ALL).total());
    }

    private void cluster() {
        GaugeWithCallback.builder().name(Names.NODES).labelNames("state").help("Nodes of the ONOS cluster")
            .callback(callback -> {
                Collection<String> nodes = views.cluster().nodes.values();
                for (ControllerNode.State state : ControllerNode.State.values()) {
                    callback.call(Collections.frequency(nodes, state.toString()), label(state));
                }
            }).register(registry);
        gauge(Names.OWNED, "Agents that are attached to any node", () -> views.cluster().agents.size());
        gauge(Names.OTHERS, "Load that other nodes' agents put on links, the sum over all links",
            () -> views.cluster().others.stream().mapToLong(link -> link.bps).sum());
    }

    private void gauge(String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder().name(name).help(help).callback(callback -> callback.call(value.getAsDouble()))
            .register(registry);
    }

    private Map<PlannedSubflow.State, Long> planned() {
        Map<PlannedSubflow.State, Long> counts = new EnumMap<>(PlannedSubflow.State.class);
        for (PlannedSubflow.State state : PlannedSubflow.State.values()) {
            counts.put(state, 0L);
        }
        connectionService.connections().forEach(connection ->
            connection.planned().forEach(planned -> counts.merge(planned.state(), 1L, Long::sum)));
        return counts;
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads all metrics.
     *
     * @return text exposition format, UTF-8
     * @throws IOException never, from memory
     */
    public byte[] text() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrometheusTextFormatWriter writer = new PrometheusTextFormatWriter(false);
        writer.write(out, meter.registry().scrape());
        writer.write(out, registry.scrape());
        return out.toByteArray();
    }
}
