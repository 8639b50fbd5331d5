// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.metrics;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.crosslayer.mptcp.AgentEvent;
import org.crosslayer.mptcp.AgentListener;
import org.crosslayer.mptcp.AgentService;
import org.crosslayer.mptcp.MptcpConnectionService;
import org.crosslayer.mptcp.planning.PlanningService;
import org.crosslayer.mptcp.view.MptcpViews;
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
    /** Of the scrape that is being answered. */
    private Reading reading;

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
        gauge(Names.AGENTS, "Agents that are attached to this node", now -> now.agents);
        gauge(Names.CONNECTIONS, "Connections that agents have reported", now -> now.connections);
        GaugeWithCallback.builder().name(Names.SUBFLOWS).labelNames("origin")
            .help("Established subflows; off_plan: the prediction of its path was wrong, or the network has changed")
            .callback(callback -> reading.origins.forEach((origin, count) -> callback.call(count, label(origin))))
            .register(registry);
        GaugeWithCallback.builder().name(Names.PLANNED).labelNames("state")
            .help("Subflows that agents were told to open, by how far they have come")
            .callback(callback -> reading.planned.forEach((state, count) -> callback.call(count, label(state))))
            .register(registry);
        gauge(Names.ACCOUNTED, "Connections whose load is accounted", now -> now.totals.accounted());
        gauge(Names.UNANSWERED, "Plans that agents have not answered yet", now -> now.totals.unanswered());
        CounterWithCallback.builder().name(Names.MOVES).labelNames("result").help("Changes to live connections")
            .callback(callback -> {
                callback.call(reading.totals.movesMade(), "made");
                callback.call(reading.totals.movesFailed(), "failed");
            }).register(registry);
    }

    private void fabric() {
        gauge(Names.DEVICES, "Devices of the fabric", now -> now.fabric.devices);
        GaugeWithCallback.builder().name(Names.LINKS).labelNames("state").help("Links of the fabric, by direction")
            .callback(callback -> {
                callback.call(reading.fabric.links, "up");
                callback.call(reading.fabric.linksDown, "down");
            }).register(registry);
        gauge(Names.HOSTS, "Hosts of the fabric", now -> now.fabric.hosts);
        gauge(Names.PROBLEMS, "What mptcp-problems lists", now -> now.fabric.problems);
    }

    private void cluster() {
        GaugeWithCallback.builder().name(Names.NODES).labelNames("state").help("Nodes of the ONOS cluster")
            .callback(callback -> {
                for (ControllerNode.State state : ControllerNode.State.values()) {
                    callback.call(Collections.frequency(reading.nodes, state.toString()), label(state));
                }
            }).register(registry);
        gauge(Names.OWNED, "Agents that are attached to any node", now -> now.agentsOfCluster);
        gauge(Names.OTHERS, "Load that other nodes' agents put on links, the sum over all links",
            now -> now.othersBps);
    }

    private void gauge(String name, String help, ToDoubleFunction<Reading> value) {
        GaugeWithCallback.builder().name(name).help(help)
            .callback(callback -> callback.call(value.applyAsDouble(reading))).register(registry);
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
    public synchronized byte[] text() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrometheusTextFormatWriter writer = new PrometheusTextFormatWriter(false);
        writer.write(out, meter.registry().scrape());
        reading = new Reading(this);
        writer.write(out, registry.scrape());
        reading = null;
        return out.toByteArray();
    }
}
