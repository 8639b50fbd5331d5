// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.standing;

import java.util.Map;
import java.util.function.Consumer;
import org.crosslayer.agent.plans.PlanCounters;

/** Tells what is in force to a controller and to the file for the command line. For one thread. */
final class StatusTeller {
    private Consumer<StandingStatus> listener = status -> { };
    private StatusFile file;
    private Map<Integer, PlanCounters> plans = Map.of();
    private Map<Integer, PoolSink.Counters> pools = Map.of();

    void writeTo(StatusFile newFile) {
        file = newFile;
    }

    void listen(Consumer<StandingStatus> newListener) {
        listener = newListener;
    }

    /** Whether these counters have been told already. */
    boolean hasTold(Map<Integer, PlanCounters> planCounters, Map<Integer, PoolSink.Counters> poolCounters) {
        return planCounters.equals(plans) && poolCounters.equals(pools);
    }

    /** Tells everybody. */
    void tell(Executors executors, OrdersInForce orders, Map<Integer, PlanCounters> planCounters,
              Map<Integer, PoolSink.Counters> poolCounters) {
        plans = planCounters;
        pools = poolCounters;
        StandingStatus status = orders.status(executors.kind(), plans, pools);
        listener.accept(status);
        publish(status);
    }

    /** Writes only how much time is left. */
    void publish(Executors executors, OrdersInForce orders) {
        publish(orders.status(executors.kind(), plans, pools));
    }

    private void publish(StandingStatus status) {
        if (file != null) {
            file.write(status);
        }
    }

    void close() {
        if (file != null) {
            file.delete();
        }
    }
}
