// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.scheme;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crosslayer.plan.PlannerPolicy;

/**
 * A scheme by its name.
 */
public final class SchemeChoice {

    /** What names there are, for messages. */
    public static final String EXPECTED = "single, random-N, distinct-N, crosslayer, crosslayer-N, crosslayer-backup, "
            + "crosslayer-backup-N, crosslayer-arrival, optimum (N: 1..64 subflows)";
    /** Compared unless the user says otherwise. */
    public static final List<String> USUAL = List.of("single", "random-2", "random-4", "random-8", "distinct-2",
            "distinct-4", "distinct-8", "crosslayer", "crosslayer-backup", "optimum");

    private static final Pattern COUNTED = Pattern.compile(
            "(random-|distinct-|crosslayer-|crosslayer-backup-)(\\d{1,2})");
    private static final int MOST_SUBFLOWS = 64;
    private static final int CROSSLAYER_SUBFLOWS = 4;
    /** The initial subflow, which becomes the backup, and two that carry the data. */
    private static final int BACKUP_SUBFLOWS = 3;

    private final String name;
    private final BiFunction<Hosts, SplittableRandom, Scheme> start;

    private SchemeChoice(String name, BiFunction<Hosts, SplittableRandom, Scheme> start) {
        this.name = name;
        this.start = start;
    }

    /**
     * Reads a name.
     *
     * @param name such as random-4
     * @return the choice
     * @throws IllegalArgumentException if there is none of that name, with a message for the user
     */
    public static SchemeChoice named(String name) {
        Matcher counted = COUNTED.matcher(name);
        int subflows = counted.matches() ? Integer.parseInt(counted.group(2)) : 1;
        if (subflows < 1 || subflows > MOST_SUBFLOWS) {
            throw unknown(name);
        }
        switch (counted.matches() ? counted.group(1) + "N" : name) {
            case "optimum":
                return new SchemeChoice(name, null);
            case "single":
                return new SchemeChoice(name, (hosts, random) -> connection -> { });
            case "random-N":
                return new SchemeChoice(name, (hosts, random) -> new LuckScheme(hosts, subflows, false, random));
            case "distinct-N":
                return new SchemeChoice(name, (hosts, random) -> new LuckScheme(hosts, subflows, true, random));
            case "crosslayer":
                return planner(name, CROSSLAYER_SUBFLOWS, false, true);
            case "crosslayer-N":
                return planner(name, subflows, false, true);
            case "crosslayer-backup-N":
                return planner(name, subflows, true, true);
            case "crosslayer-backup":
                return planner(name, BACKUP_SUBFLOWS, true, true);
            case "crosslayer-arrival":
                return planner(name, CROSSLAYER_SUBFLOWS, false, false);
            default:
                throw unknown(name);
        }
    }

    private static SchemeChoice planner(String name, int subflows, boolean demote, boolean repairing) {
        PlannerPolicy policy = new PlannerPolicy.Builder().maxSubflows(subflows).demoteInitial(demote).build();
        return new SchemeChoice(name, (hosts, random) -> new PlannerScheme(hosts, policy, repairing));
    }

    private static IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException("there is no scheme '" + name + "': expected " + EXPECTED);
    }

    /**
     * The name.
     *
     * @return as the user wrote it
     */
    public String name() {
        return name;
    }

    /**
     * Whether this is what no scheme can exceed, and not a scheme.
     *
     * @return true for the optimum
     */
    public boolean optimum() {
        return start == null;
    }

    /**
     * Whether it is the planner of the ONOS application.
     *
     * @return false for luck and optimum
     */
    public boolean planner() {
        return name.startsWith("crosslayer");
    }

    /**
     * A scheme at the beginning of a run.
     *
     * @param hosts  without connections yet
     * @param random the scheme's source of chance
     * @return the scheme
     */
    public Scheme start(Hosts hosts, SplittableRandom random) {
        return start.apply(hosts, random);
    }
}
