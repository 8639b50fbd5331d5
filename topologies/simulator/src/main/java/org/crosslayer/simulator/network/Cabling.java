// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A network as it is cabled: routers, cables between them, and hosts, all numbered from 0. Ports are numbered from 1
 * in the order in which cables and hosts are plugged in.
 *
 * <p>Its <em>sites</em> are sets of routers with all their hosts (racks, pods), on one or several levels. What leaves
 * or enters a site is bounded by the cables at its border, however it is routed; the optimum builds on that.
 */
public final class Cabling {

    /** Of a router that belongs to no site of a level. */
    public static final int NO_SITE = -1;

    private final List<String> routers = new ArrayList<>();
    private final List<Integer> portsInUse = new ArrayList<>();
    private final List<Cable> cables = new ArrayList<>();
    private final List<HostPort> hosts = new ArrayList<>();
    private final Map<Integer, int[]> sites = new HashMap<>();

    /** A cable between two routers, which carries its rate in either direction. */
    record Cable(int oneRouter, int onePort, int otherRouter, int otherPort, long rateBps) {
    }

    /** Where a host is plugged in. */
    record HostPort(int router, int port, long rateBps) {
    }

    int addRouter(String name) {
        routers.add(name);
        portsInUse.add(0);
        return routers.size() - 1;
    }

    void addCable(int oneRouter, int otherRouter, long rateBps) {
        cables.add(new Cable(oneRouter, nextPort(oneRouter), otherRouter, nextPort(otherRouter), rateBps));
    }

    void addHost(int router, long rateBps) {
        hosts.add(new HostPort(router, nextPort(router), rateBps));
    }

    /** Says which site each router belongs to, on the next level. */
    void addSites(int[] siteOfRouter) {
        sites.put(sites.size(), siteOfRouter.clone());
    }

    /**
     * Number of routers.
     *
     * @return 0 or more
     */
    public int routerCount() {
        return routers.size();
    }

    /**
     * Number of cables between routers.
     *
     * @return 0 or more
     */
    public int cableCount() {
        return cables.size();
    }

    /**
     * Number of hosts.
     *
     * @return 0 or more
     */
    public int hostCount() {
        return hosts.size();
    }

    /**
     * Rate of a host's network interface.
     *
     * @param host 0..hostCount()-1
     * @return bits per second
     */
    public long hostRateBps(int host) {
        return hosts.get(host).rateBps();
    }

    /**
     * Number of levels of sites.
     *
     * @return 0 or more
     */
    public int siteLevels() {
        return sites.size();
    }

    /**
     * The site of a router.
     *
     * @param level  0..siteLevels()-1
     * @param router 0..routerCount()-1
     * @return number of the site, {@link #NO_SITE} if it belongs to none
     */
    public int site(int level, int router) {
        return sites.get(level)[router];
    }

    /**
     * The router that a host is plugged into.
     *
     * @param host 0..hostCount()-1
     * @return its number
     */
    public int routerOf(int host) {
        return hosts.get(host).router();
    }

    String routerName(int router) {
        return routers.get(router);
    }

    /**
     * A cable.
     *
     * @param index 0..cableCount()-1
     * @return the numbers of the routers that it joins
     */
    public int[] ends(int index) {
        return new int[] {cables.get(index).oneRouter(), cables.get(index).otherRouter()};
    }

    /**
     * Full rate of a cable.
     *
     * @param index 0..cableCount()-1
     * @return bits per second in either direction
     */
    public long cableRateBps(int index) {
        return cables.get(index).rateBps();
    }

    Cable cable(int index) {
        return cables.get(index);
    }

    HostPort host(int index) {
        return hosts.get(index);
    }

    private int nextPort(int router) {
        int port = portsInUse.get(router) + 1;
        portsInUse.set(router, port);
        return port;
    }
}
