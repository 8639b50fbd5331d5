// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.crosslayer.simulator.optimum.FluidOptimum;
import org.crosslayer.simulator.scheme.Connection;
import org.crosslayer.simulator.scheme.Effort;
import org.crosslayer.simulator.scheme.Hosts;
import org.crosslayer.simulator.scheme.Scheme;
import org.crosslayer.simulator.traffic.Admission;
import org.crosslayer.simulator.traffic.Arrival;
import org.crosslayer.simulator.traffic.Demand;

/**
 * The connections that are there at one moment of a churn run. Time goes in steps: who came during the last step
 * begins to send with the next, rates hold for a step, and what a departure leaves free is used from the next one on.
 * Optimum and scheme meet the same population, so that the steps favour neither.
 */
final class ChurnState {

    /** Seconds; a connection of mean size that has its host's interface to itself lasts 20 of them. */
    static final double STEP = 0.05;

    private final Hosts hosts;
    private final Scheme scheme;
    private final Randomness randomness;
    private final Admission admission;
    private final FluidOptimum optimum;
    private final boolean ideal;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final List<Lasting> present = new ArrayList<>();
    private final List<Lasting> measured = new ArrayList<>();
    private long presentSum;
    private long subflowSum;
    private long activeSum;
    private int steps;
    private double slowdownSum;
    private int finished;

    ChurnState(Hosts hosts, Scheme scheme, Randomness randomness, Admission admission,
               FluidOptimum optimum, boolean ideal) {
        this.hosts = hosts;
        this.scheme = scheme;
        this.randomness = randomness;
        this.admission = admission;
        this.optimum = optimum;
        this.ideal = ideal;
    }

    void arrive(int id, Arrival arrival) {
        waiting.add(new Waiting(id, arrival));
    }

    /** Lets in who came, in order, until one has to wait; how many. */
    int admit() {
        int admitted = 0;
        while (!waiting.isEmpty()) {
            int id = waiting.peek().id();
            Demand demand = admission.admit(randomness.hosts(id));
            if (demand == null) {
                return admitted;
            }
            Connection connection = hosts.connect(id, demand, randomness.port(id));
            present.add(new Lasting(connection, waiting.remove().arrival()));
            scheme.open(connection);
            admitted++;
        }
        return admitted;
    }

    void improve(int mostMoves) {
        if (mostMoves > 0) {
            scheme.improve(mostMoves);
        }
    }

    /** Lets a step pass that begins now. */
    void advance(double now, boolean counting) {
        List<Demand> demands = new ArrayList<>(present.size());
        List<Connection> connections = new ArrayList<>(present.size());
        for (Lasting lasting : present) {
            demands.add(lasting.connection.demand());
            connections.add(lasting.connection);
        }
        double[] optima = optimum.rates(demands);
        double[] rates = ideal ? optima : ConnectionRates.of(hosts.fabric(), connections);
        if (counting) {
            count(connections);
        }
        int i = 0;
        for (Iterator<Lasting> each = present.iterator(); each.hasNext(); i++) {
            Lasting lasting = each.next();
            double lasts = rates[i] == 0 ? STEP : Math.min(STEP, lasting.left / rates[i]);
            boolean ends = rates[i] > 0 && lasting.left <= rates[i] * STEP;
            lasting.left -= rates[i] * lasts;
            if (counting) {
                if (lasting.optimum == 0) {
                    measured.add(lasting);
                }
                lasting.sent += rates[i] * lasts;
                lasting.optimum += optima[i] * lasts;
            }
            if (ends) {
                each.remove();
                scheme.close(lasting.connection);
                hosts.close(lasting.connection);
                admission.leave(lasting.connection.demand());
                finish(lasting, now + lasts, counting);
            }
        }
    }

    private void count(List<Connection> connections) {
        steps++;
        presentSum += connections.size();
        for (Connection connection : connections) {
            subflowSum += connection.subflowCount();
            activeSum += ConnectionRates.active(connection);
        }
    }

    private void finish(Lasting lasting, double end, boolean counting) {
        if (counting) {
            Arrival arrival = lasting.arrival;
            double alone = arrival.bits() / hosts.fabric().link(hosts.fabric()
                    .host(lasting.connection.demand().sender()).uplink(0)).rateBps();
            slowdownSum += (end - arrival.seconds()) / alone;
            finished++;
        }
    }

    /** Bits that each connection sent while counting was on. */
    double[] counted() {
        return measured.stream().mapToDouble(lasting -> lasting.sent).toArray();
    }

    /** Bits that each would have sent in the same time at its optimum rate. */
    double[] countedOptima() {
        return measured.stream().mapToDouble(lasting -> lasting.optimum).toArray();
    }

    double connectionsMean() {
        return (double) presentSum / Math.max(1, steps);
    }

    double subflowsMean() {
        return (double) subflowSum / Math.max(1, presentSum);
    }

    double activeSubflowsMean() {
        return (double) activeSum / Math.max(1, presentSum);
    }

    /** Mean over connections of their duration / what it would be alone in the network. */
    double slowdownMean() {
        return slowdownSum / Math.max(1, finished);
    }

    Effort effort() {
        return scheme.effort();
    }

    /** A connection that is not there yet. */
    private record Waiting(int id, Arrival arrival) {
    }

    /** A connection and what is left to send. */
    private static final class Lasting {
        private final Connection connection;
        private final Arrival arrival;
        private double left;
        private double sent;
        private double optimum;

        private Lasting(Connection connection, Arrival arrival) {
            this.connection = connection;
            this.arrival = arrival;
            this.left = arrival.bits();
        }
    }
}
