// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.run;

import java.util.List;
import java.util.function.DoubleConsumer;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.simulator.network.CableState;
import org.crosslayer.simulator.network.Snapshots;
import org.crosslayer.simulator.optimum.FluidOptimum;
import org.crosslayer.simulator.scheme.Hosts;
import org.crosslayer.simulator.scheme.SchemeChoice;
import org.crosslayer.simulator.traffic.Admission;
import org.crosslayer.simulator.traffic.Arrival;
import org.crosslayer.simulator.traffic.IdlePairs;
import org.crosslayer.simulator.traffic.PoissonArrivals;

/**
 * Connections that come and go. Their mean size is what a host's interface carries in a second.
 */
public final class ChurnRun {

    /** Before anything is counted: the network fills. */
    private static final double WARM_UP = 5;
    private static final double COUNTED = 15;
    private static final double QUICK_WARM_UP = 2;
    private static final double QUICK_COUNTED = 4;

    private final Scenario scenario;
    private final long seed;
    private final Randomness randomness;
    private final Snapshots snapshots;
    private final Fabric fabric;
    private final FluidOptimum optimum;
    private final List<Arrival> arrivals;
    private final double warmUp;
    private final double end;

    /**
     * Sets up network and traffic.
     *
     * @param scenario what to simulate
     * @param seed     all chance comes from it
     */
    public ChurnRun(Scenario scenario, long seed) {
        this.scenario = scenario;
        this.seed = seed;
        randomness = new Randomness(seed);
        snapshots = new Snapshots(scenario.cabling(), randomness.network());
        CableState intact = CableState.intact(scenario.cabling());
        fabric = snapshots.fabric(intact);
        optimum = new FluidOptimum(scenario.cabling(), intact);
        warmUp = scenario.quick() ? QUICK_WARM_UP : WARM_UP;
        end = warmUp + (scenario.quick() ? QUICK_COUNTED : COUNTED);
        int hosts = scenario.cabling().hostCount();
        double meanBits = scenario.cabling().hostRateBps(0);
        double perSecond = scenario.load() * optimum.uniformRate() * hosts / meanBits;
        arrivals = PoissonArrivals.draw(perSecond, meanBits, end, randomness.traffic());
    }

    /**
     * Runs one scheme.
     *
     * @param choice   the scheme, or the optimum
     * @param progress is told the part of the run that is done
     * @return what it gave
     */
    public Result run(SchemeChoice choice, DoubleConsumer progress) {
        Hosts hosts = new Hosts(snapshots, fabric, scenario.openedByReceiver());
        int hostCount = scenario.cabling().hostCount();
        ChurnState state = new ChurnState(hosts,
                choice.optimum() ? connection -> { } : choice.start(hosts, randomness.scheme()), randomness,
                scenario.traffic().equals(Scenario.CHURN) ? Admission.anyPair(hostCount) : new IdlePairs(hostCount),
                optimum, choice.optimum());
        int next = 0;
        int steps = (int) Math.round(end / ChurnState.STEP);
        for (int step = 1; step <= steps; step++) {
            double now = step * ChurnState.STEP;
            while (next < arrivals.size() && arrivals.get(next).seconds() <= now) {
                state.arrive(next, arrivals.get(next));
                next++;
            }
            int admitted = state.admit();
            state.improve((int) Math.min(Integer.MAX_VALUE, (long) scenario.mostMoves() * admitted));
            state.advance(now, now > warmUp);
            progress.accept((double) step / steps);
        }
        Result result = new Result(scenario, choice.name(), seed, state.counted(), state.countedOptima());
        result.put("subflows_mean", choice.optimum() ? 0 : state.subflowsMean());
        result.put("active_subflows_mean", choice.optimum() ? 0 : state.activeSubflowsMean());
        result.put("load", scenario.load());
        result.put("arrivals", next);
        result.put("connections_mean", state.connectionsMean());
        result.put("slowdown_mean", state.slowdownMean());
        result.put("moves_per_connection", (double) state.effort().moves() / next);
        result.put("plans_per_second", Math.round(state.effort().plansPerSecond()));
        result.put("moves_per_second", Math.round(state.effort().movesPerSecond()));
        return result;
    }
}
