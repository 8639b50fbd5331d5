// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent;

import static org.crosslayer.agent.metrics.MetricText.Type.COUNTER;

import java.util.Optional;
import org.crosslayer.agent.metrics.MetricText;
import org.crosslayer.agent.module.CrosslayerModule;
import org.crosslayer.agent.module.ModuleStatistics;
import org.crosslayer.agent.netlink.NetlinkException;
import org.crosslayer.agent.plans.PlanCounters;
import org.crosslayer.agent.steering.PoolTable;
import org.crosslayer.agent.steering.SteeringException;
import org.crosslayer.agent.steering.SteeringTotals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Figures of what acts in the kernel for the agent: the module and first-subflow steering, read when asked for. */
final class KernelMetrics {
    private static final Logger LOG = LoggerFactory.getLogger(KernelMetrics.class);
    private static final String MODULE = "crosslayer_module_";
    private static final String STEERING = "crosslayer_steering_";

    private final PoolTable steering;

    KernelMetrics(PoolTable steering) {
        this.steering = steering;
    }

    void write(MetricText text) {
        Optional<ModuleStatistics> module = module();
        text.gauge(MODULE + "loaded", "1 if the kernel module is loaded.", module.isPresent() ? 1 : 0);
        module.ifPresent(statistics -> write(text, statistics));
        Optional<SteeringTotals> totals = totals();
        text.gauge(STEERING + "attached", "1 if the program that steers first subflows is attached.",
            totals.isPresent() ? 1 : 0);
        totals.ifPresent(all -> write(text, all));
    }

    private static Optional<ModuleStatistics> module() {
        try (CrosslayerModule module = CrosslayerModule.find().orElse(null)) {
            return module == null ? Optional.empty() : Optional.of(module.statistics());
        } catch (NetlinkException e) {
            LOG.debug("no figures of the kernel module: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<SteeringTotals> totals() {
        try {
            return steering.totals();
        } catch (SteeringException e) {
            LOG.debug("no figures of steering: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private static void write(MetricText text, ModuleStatistics statistics) {
        PlanCounters counters = statistics.counters();
        text.gauge(MODULE + "plans", "Standing plans in the module's table.", statistics.plans());
        text.gauge(MODULE + "memory_bytes", "Memory that the table takes.", statistics.memory());
        text.gauge(MODULE + "listening", "1 if the module hears the path manager's events.",
            statistics.listening() ? 1 : 0);
        text.family(MODULE + "connections", COUNTER, "Connections by whether they had a plan.")
            .sample(counters.hits(), "result", "plan").sample(statistics.misses(), "result", "no_plan")
            .sample(statistics.denied(), "result", "joins_denied");
        text.family(MODULE + "subflows", COUNTER, "Subflows of plans by what came of them.")
            .sample(counters.opened(), "result", "opened").sample(counters.refused(), "result", "refused")
            .sample(counters.exhausted(), "result", "ports_in_use");
        text.counter(MODULE + "source_port_clashes", "Source ports that were in use.", counters.busyPorts());
        text.counter(MODULE + "event_losses", "Times that events were lost to the module.", statistics.lost());
        text.counter(MODULE + "rescans", "Times that it looked for connections anew.", statistics.rescans());
        text.counter(MODULE + "expired_plans", "Plans whose time was over.", statistics.expired());
    }

    private static void write(MetricText text, SteeringTotals totals) {
        text.family(STEERING + "connections", COUNTER, "First subflows by who has chosen their source port, and why.")
            .sample(totals.steered(), "result", "steered").sample(totals.exhausted(), "result", "ports_in_use")
            .sample(totals.missed(), "result", "no_pool").sample(totals.bound(), "result", "bound_before")
            .sample(totals.expired(), "result", "expired").sample(totals.failed(), "result", "failed");
        text.counter(STEERING + "source_port_clashes", "Source ports that were in use.", totals.busy());
    }
}
