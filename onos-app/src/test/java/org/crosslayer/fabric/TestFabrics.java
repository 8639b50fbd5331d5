// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

import java.util.List;
import org.crosslayer.ecmp.Address;
import org.crosslayer.ecmp.EcmpHash;
import org.crosslayer.ecmp.LinuxEcmpHash;

/**
 * Networks for tests. Every host has an IPv4 and an IPv6 address.
 */
public final class TestFabrics {

    /** Capacity of every link. */
    public static final long RATE = 20_000_000;

    private TestFabrics() {
    }

    /** Linux policy 3. */
    public static EcmpHash linux(int seed) {
        return new LinuxEcmpHash(LinuxEcmpHash.Policy.FIVE_TUPLE, seed);
    }

    /** IPv4 address of a host. */
    public static Address ip(int host) {
        return Address.parse("10.0." + host + ".2");
    }

    /** IPv6 address of a host. */
    public static Address ip6(int host) {
        return Address.parse("fd00:" + Integer.toHexString(host) + "::2");
    }

    /** Adds both directions of a link. */
    public static void cable(FabricBuilder builder, String one, long onePort, String other, long otherPort) {
        builder.link(one, onePort, other, otherPort, RATE).link(other, otherPort, one, onePort, RATE);
    }

    /** Adds a host with its two addresses. */
    public static void host(FabricBuilder builder, int host, String device, long port) {
        builder.host("h" + host, List.of(ip(host), ip6(host)), device, port, RATE);
    }

    /**
     * <pre>
     *        1--1
     *  h1--r1    r2--h2      n parallel links
     *        n--n
     * </pre>
     */
    public static FabricBuilder parallel(int links, EcmpHash first, EcmpHash second) {
        FabricBuilder builder = new FabricBuilder().device("r1", "r1", first).device("r2", "r2", second);
        for (int i = 1; i <= links; i++) {
            cable(builder, "r1", i, "r2", i);
        }
        host(builder, 1, "r1", 99);
        host(builder, 2, "r2", 99);
        return builder;
    }

    /**
     * A fat-tree of k pods: k*k/4 hosts, one at each port of the edge devices; host numbers from 1. Ports 1..k/2 of
     * an edge device lead up, k/2+1.. to hosts; those of an aggregation device up, then down; cores by pod.
     */
    public static FabricBuilder fatTree(int k, boolean sameSeed) {
        int half = k / 2;
        FabricBuilder builder = new FabricBuilder();
        int host = 1;
        for (int core = 0; core < half * half; core++) {
            builder.device("c" + core, "c" + core, linux(sameSeed ? 7 : 1000 + core));
        }
        for (int pod = 0; pod < k; pod++) {
            for (int i = 0; i < half; i++) {
                builder.device("a" + pod + "." + i, "a" + pod + "." + i, linux(sameSeed ? 7 : 2000 + pod * k + i));
                builder.device("e" + pod + "." + i, "e" + pod + "." + i, linux(sameSeed ? 7 : 3000 + pod * k + i));
                for (int j = 0; j < half; j++) {
                    cable(builder, "e" + pod + "." + i, j + 1, "a" + pod + "." + j, half + i + 1);
                    cable(builder, "a" + pod + "." + i, j + 1, "c" + (i * half + j), pod + 1);
                    host(builder, host++, "e" + pod + "." + i, half + j + 1);
                }
            }
        }
        return builder;
    }
}
