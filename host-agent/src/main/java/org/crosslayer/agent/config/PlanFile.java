// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.config;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.crosslayer.agent.plans.InitialPaths;
import org.crosslayer.agent.plans.PortRanges;
import org.crosslayer.agent.plans.Prefix;
import org.crosslayer.agent.plans.StandingPath;
import org.crosslayer.agent.plans.StandingPlan;
import org.crosslayer.agent.standing.Orders;

/** Reads standing plans of this host's own from a file (HOCON). */
public final class PlanFile {
    private static final int LAST_PORT = 0xffff;
    private static final long LAST_UNSIGNED = 0xffffffffL;

    private PlanFile() {
    }

    /**
     * Reads and checks a file.
     *
     * @throws ConfigException with one clear line: file, line, key, what is wrong
     */
    public static Orders load(Path file) throws ConfigException {
        return read(file, ConfigSources.parse("plan file", file));
    }

    /** @param config what is in the file */
    static Orders read(Path file, Config config) throws ConfigException {
        Section root = new Section(file, "", config.root()).only("plans");
        List<StandingPlan> plans = new ArrayList<>();
        Set<Integer> ids = new HashSet<>();
        Set<List<Object>> matches = new HashSet<>();
        for (Section section : root.sections("plans")) {
            StandingPlan plan = plan(section);
            if (!ids.add(plan.id())) {
                throw section.wrong("id", Integer.toUnsignedString(plan.id()) + " is another plan's");
            }
            if (!matches.add(List.of(plan.remote(), plan.local(), plan.remotePort(), plan.priority()))) {
                throw section.wrong("", "another plan has the same remote, local, port and priority");
            }
            plans.add(plan);
        }
        return new Orders(0, Orders.NEVER, plans, List.of());
    }

    private static StandingPlan plan(Section section) throws ConfigException {
        section.only("id", "remote", "local", "port", "priority", "max-subflows", "paths", "initial");
        Prefix remote = section.needed("remote", Prefix::parse);
        Optional<Prefix> local = section.text("local", Prefix::parse);
        List<StandingPath> paths = new ArrayList<>();
        for (Section path : section.sections("paths")) {
            path.only("source-ports", "backup");
            boolean backup = path.flag("backup", false);
            paths.add(path.needed("source-ports", text -> StandingPath.of(PortRanges.parse(text), backup)));
        }
        if (paths.isEmpty() || paths.size() > StandingPlan.MAX_PATHS) {
            throw section.wrong("paths", "expected 1 to " + StandingPlan.MAX_PATHS + " paths, found " + paths.size());
        }
        InitialPaths initial = initial(section);
        int id = id(section);
        int port = section.number("port", 0, LAST_PORT, 0);
        int priority = section.number("priority", 0, LAST_UNSIGNED, 0);
        int maxSubflows = section.number("max-subflows", 1, StandingPlan.MAX_PATHS, paths.size());
        return section.make("", () -> new StandingPlan(id, remote, local, port, priority, maxSubflows, paths, initial));
    }

    private static int id(Section section) throws ConfigException {
        if (!section.has("id")) {
            throw section.wrong("id", "is missing");
        }
        return section.number("id", 1, LAST_UNSIGNED, 0);
    }

    private static InitialPaths initial(Section section) throws ConfigException {
        Optional<Section> initial = section.section("initial");
        if (initial.isEmpty()) {
            return InitialPaths.UNKNOWN;
        }
        Section table = initial.get().only("first-port", "paths");
        int first = table.number("first-port", 1, LAST_PORT, 0);
        byte[] paths = table.bytes("paths");
        return table.make("", () -> InitialPaths.of(first, paths));
    }
}
