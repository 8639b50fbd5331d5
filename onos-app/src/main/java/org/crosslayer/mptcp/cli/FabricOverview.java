// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.crosslayer.mptcp.view.FabricView;
import org.crosslayer.mptcp.view.Json;

/** The network in numbers and its problems, one line each. */
final class FabricOverview implements View {
    private static final int PERCENT = 100;

    private final FabricView fabric;

    FabricOverview(FabricView fabric) {
        this.fabric = fabric;
    }

    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("devices " + fabric.devices + ", links " + fabric.links
            + (fabric.linksDown == 0 ? "" : " (and " + fabric.linksDown + " down)") + ", hosts " + fabric.hosts);
        lines.add("rates " + (fabric.rates.isEmpty() ? "none" : fabric.rates.stream()
            .map(rate -> rate.links + (rate.bps == 0
                ? " unknown, counted as " + Rates.text(fabric.unknownCountsAsBps) : " of " + Rates.text(rate.bps)))
            .collect(Collectors.joining(", "))));
        lines.add("hash models " + (fabric.hashModels.isEmpty() ? "none" : fabric.hashModels.stream()
            .map(model -> model.model + " at " + model.devices).collect(Collectors.joining(", "))));
        if (fabric.assumedNextHops > 0) {
            lines.add("next hops of " + fabric.assumedNextHops + " of these devices are not in the configuration "
                + "(routes): assumed are the shortest paths in ascending order of ports, each with weight 1");
        }
        FabricView.Traffic traffic = fabric.traffic;
        lines.add(traffic.knownLinks == 0
            ? "traffic unknown: ONOS has no port statistics of these devices, agents report none"
            : "traffic known on " + traffic.knownLinks + " of " + fabric.links + " links" + (traffic.busiestLink == null
                ? "" : String.format(Locale.ROOT, ", highest %.0f %% on %s", PERCENT * traffic.highestShare,
                    traffic.busiestLink)));
        int problems = fabric.problems.size();
        lines.add(problems == 0 ? "no problems" : problems + (problems == 1 ? " problem" : " problems"));
        fabric.problems.forEach(problem -> lines.add("  " + problem));
        return lines;
    }

    @Override
    public ObjectNode json() {
        return Json.of(fabric);
    }
}
