// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.run;

import java.util.ArrayList;
import java.util.List;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.simulator.network.CableState;
import org.crosslayer.simulator.network.Snapshots;
import org.crosslayer.simulator.optimum.FluidOptimum;
import org.crosslayer.simulator.scheme.Connection;
import org.crosslayer.simulator.scheme.Effort;
import org.crosslayer.simulator.scheme.Hosts;
import org.crosslayer.simulator.scheme.Scheme;
import org.crosslayer.simulator.scheme.SchemeChoice;
import org.crosslayer.simulator.traffic.Demand;
import org.crosslayer.simulator.traffic.Patterns;

/**
 * Connections that arrive one after the other and stay; then, perhaps, cables that fail or become slower. Rates are
 * those at the end.
 */
public final class StaticRun {

    /** Improving ends when nothing is found any more; this ends it in any case. */
    private static final int MOST_ROUNDS = 20;

    private final Scenario scenario;
    private final long seed;
    private final Randomness randomness;
    private final Snapshots snapshots;
    private final Fabric intact;
    private final CableState faults;
    private final List<Demand> demands;
    private final double[] optima;
    private final double reached;

    /**
     * Sets up network and traffic.
     *
     * @param scenario what to simulate; its traffic is not churn
     * @param seed     all chance comes from it
     */
    public StaticRun(Scenario scenario, long seed) {
        this.scenario = scenario;
        this.seed = seed;
        randomness = new Randomness(seed);
        snapshots = new Snapshots(scenario.cabling(), randomness.network());
        CableState before = CableState.intact(scenario.cabling());
        intact = snapshots.fabric(before);
        var random = randomness.faults();
        faults = before.with(scenario.failed(), 0, random).with(scenario.degraded(), scenario.degradedTo(), random);
        demands = Patterns.named(scenario.traffic()).draw(scenario.cabling().hostCount(), randomness.traffic());
        optima = new FluidOptimum(scenario.cabling(), faults).rates(demands);
        reached = scenario.faulty() ? new BoundCheck(snapshots, snapshots.fabric(faults)).carried(demands, optima) : 1;
    }

    /**
     * Runs one scheme.
     *
     * @param choice the scheme, or the optimum
     * @return what it gave
     */
    public Result run(SchemeChoice choice) {
        if (choice.optimum()) {
            return finish(new Result(scenario, choice.name(), seed, optima, optima).put("subflows_mean", 0.0),
                    Effort.NONE);
        }
        Hosts hosts = new Hosts(snapshots, intact, scenario.openedByReceiver());
        Scheme scheme = choice.start(hosts, randomness.scheme());
        List<Connection> connections = new ArrayList<>();
        for (Demand demand : demands) {
            int id = connections.size();
            Connection connection = hosts.connect(id, demand, randomness.port(id));
            connections.add(connection);
            scheme.open(connection);
        }
        double arrived = Distribution.of(ConnectionRates.of(intact, connections), optima).mean();
        MoveWorth worth = new MoveWorth(connections);
        improve(scheme);
        long movesBefore = scheme.effort().moves();
        double disturbed = 0;
        if (scenario.faulty()) {
            hosts.change(snapshots.fabric(faults), connections);
            disturbed = Distribution.of(ConnectionRates.of(hosts.fabric(), connections), optima).mean();
            scheme.change(hosts.fabric());
            improve(scheme);
        }
        Result result = new Result(scenario, choice.name(), seed, ConnectionRates.of(hosts.fabric(), connections),
                optima);
        result.put("subflows_mean", connections.stream().mapToInt(Connection::subflowCount).average().orElse(0));
        result.put("active_subflows_mean", connections.stream().mapToInt(ConnectionRates::active).average().orElse(0));
        result.put("mean_on_arrival", arrived);
        if (scenario.faulty()) {
            result.put("mean_after_fault", disturbed);
            result.put("moves_after_fault_per_connection",
                    (double) (scheme.effort().moves() - movesBefore) / connections.size());
        }
        if (!scenario.faulty() && scheme.effort().moves() > 0 && demands.size() <= MoveWorth.MOST_CONNECTIONS) {
            worth.enter(intact, connections, result);
        }
        return finish(result, scheme.effort());
    }

    private void improve(Scheme scheme) {
        int left = (int) Math.min(Integer.MAX_VALUE, (long) scenario.mostMoves() * demands.size());
        for (int round = 0; round < MOST_ROUNDS && left > 0; round++) {
            int moves = scheme.improve(left);
            if (moves == 0) {
                return;
            }
            left -= moves;
        }
    }

    private Result finish(Result result, Effort effort) {
        double ofNic = 0;
        for (int i = 0; i < optima.length; i++) {
            ofNic += optima[i] / scenario.cabling().hostRateBps(demands.get(i).sender());
        }
        result.put("moves_per_connection", (double) effort.moves() / demands.size());
        result.put("plans_per_second", Math.round(effort.plansPerSecond()));
        result.put("moves_per_second", Math.round(effort.movesPerSecond()));
        result.put("optimum_of_nic", ofNic / optima.length);
        if (scenario.faulty()) {
            result.put("failed_links", scenario.failed());
            result.put("degraded_links", scenario.degraded());
            if (reached > 0) {
                result.put("optimum_reached", reached);
            }
        }
        return result;
    }
}
