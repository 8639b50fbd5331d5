// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.run;

import java.util.List;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.simulator.maxmin.FlowNetwork;
import org.crosslayer.simulator.maxmin.MaxMin;
import org.crosslayer.simulator.scheme.Connection;
import org.crosslayer.simulator.scheme.Subflow;

/**
 * The rates of connections: subflows share links max-min fairly, each counting as one, since Linux does not couple
 * the congestion control of the subflows of a connection. Backups carry data only where nothing else can.
 */
final class ConnectionRates {

    private ConnectionRates() {
    }

    /** Bits per second of every connection. */
    static double[] of(Fabric fabric, List<Connection> connections) {
        FlowNetwork network = new FlowNetwork();
        for (int link = 0; link < fabric.linkCount(); link++) {
            network.addLink(fabric.link(link).rateBps());
        }
        int[] firstFlow = new int[connections.size() + 1];
        for (int i = 0; i < connections.size(); i++) {
            addFlows(network, connections.get(i));
            firstFlow[i + 1] = network.flowCount();
        }
        double[] flowRates = MaxMin.rates(network);
        double[] rates = new double[connections.size()];
        for (int i = 0; i < rates.length; i++) {
            for (int flow = firstFlow[i]; flow < firstFlow[i + 1]; flow++) {
                rates[i] += flowRates[flow];
            }
        }
        return rates;
    }

    /** Number of the connection's subflows that carry data. */
    static int active(Connection connection) {
        boolean active = hasActive(connection);
        int count = 0;
        for (int i = 0; i < connection.subflowCount(); i++) {
            Subflow subflow = connection.subflow(i);
            count += subflow.path() != null && !(active && subflow.backup()) ? 1 : 0;
        }
        return count;
    }

    private static void addFlows(FlowNetwork network, Connection connection) {
        boolean active = hasActive(connection);
        for (int i = 0; i < connection.subflowCount(); i++) {
            Subflow subflow = connection.subflow(i);
            if (subflow.path() != null && !(active && subflow.backup())) {
                network.addFlow(subflow.path());
            }
        }
    }

    private static boolean hasActive(Connection connection) {
        for (int i = 0; i < connection.subflowCount(); i++) {
            if (!connection.subflow(i).backup() && connection.subflow(i).path() != null) {
                return true;
            }
        }
        return false;
    }
}
