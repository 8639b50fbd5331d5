// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.run;

import java.util.ArrayList;
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
        return ofPaths(fabric, connections.stream().map(ConnectionRates::carrying).toList());
    }

    /** Bits per second of every connection, of each of which these paths carry data. */
    static double[] ofPaths(Fabric fabric, List<List<int[]>> carrying) {
        FlowNetwork network = new FlowNetwork();
        for (int link = 0; link < fabric.linkCount(); link++) {
            network.addLink(fabric.link(link).rateBps());
        }
        carrying.forEach(paths -> paths.forEach(network::addFlow));
        double[] flowRates = MaxMin.rates(network);
        double[] rates = new double[carrying.size()];
        int flow = 0;
        for (int i = 0; i < rates.length; i++) {
            for (int path = 0; path < carrying.get(i).size(); path++) {
                rates[i] += flowRates[flow++];
            }
        }
        return rates;
    }

    /** Number of the connection's subflows that carry data. */
    static int active(Connection connection) {
        return carrying(connection).size();
    }

    /** Paths of the connection's subflows that carry data. */
    static List<int[]> carrying(Connection connection) {
        boolean active = hasActive(connection);
        List<int[]> paths = new ArrayList<>();
        for (int i = 0; i < connection.subflowCount(); i++) {
            Subflow subflow = connection.subflow(i);
            if (subflow.path() != null && !(active && subflow.backup())) {
                paths.add(subflow.path());
            }
        }
        return paths;
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
