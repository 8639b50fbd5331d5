// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.network;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The networks by the names that the command line has for them.
 */
public final class Topologies {

    /** What names look like, for messages. */
    public static final String EXPECTED = "fat-tree:K (K even, 2..48), leaf-spine:LEAVESxSPINES, "
            + "leaf-spine:LEAVESxSPINES:HOSTS_PER_LEAF, leaf-spine:LEAVESxSPINES:R:1 (oversubscription), "
            + "cloudnet or cloudnet:HOSTS_PER_SITE";

    private static final Pattern FAT_TREE = Pattern.compile("fat-tree:(\\d{1,3})");
    private static final Pattern LEAF_SPINE = Pattern.compile("leaf-spine:(\\d{1,4})x(\\d{1,3})(?::(\\d{1,4})(:1)?)?");
    private static final Pattern CLOUDNET = Pattern.compile("cloudnet(?::(\\d{1,3}))?");
    private static final int MOST_PORTS = 48;
    private static final int MOST_HOSTS = 30_000;
    private static final long RATE_BPS = 10_000_000_000L;

    private Topologies() {
    }

    /**
     * A network by its name.
     *
     * @param name such as fat-tree:8
     * @return how it is cabled
     * @throws IllegalArgumentException if there is none of that name, with a message for the user
     */
    public static Cabling cabling(String name) {
        Matcher fatTree = FAT_TREE.matcher(name);
        if (fatTree.matches()) {
            int k = Integer.parseInt(fatTree.group(1));
            require(k >= 2 && k <= MOST_PORTS && k % 2 == 0, name);
            return FatTree.cabling(k, RATE_BPS);
        }
        Matcher leafSpine = LEAF_SPINE.matcher(name);
        if (leafSpine.matches()) {
            int leaves = Integer.parseInt(leafSpine.group(1));
            int spines = Integer.parseInt(leafSpine.group(2));
            int given = leafSpine.group(3) == null ? spines : Integer.parseInt(leafSpine.group(3));
            int hosts = leafSpine.group(4) == null ? given : given * spines;
            int all = leaves * hosts;
            require(leaves >= 1 && spines >= 1 && hosts >= 1 && all >= 2 && all <= MOST_HOSTS, name);
            return LeafSpine.cabling(leaves, spines, hosts, RATE_BPS);
        }
        Matcher cloudnet = CLOUDNET.matcher(name);
        if (cloudnet.matches()) {
            int hosts = cloudnet.group(1) == null ? 1 : Integer.parseInt(cloudnet.group(1));
            require(hosts >= 1, name);
            return CloudNet.cabling(hosts);
        }
        throw unknown(name);
    }

    private static void require(boolean condition, String name) {
        if (!condition) {
            throw unknown(name);
        }
    }

    private static IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException("there is no topology '" + name + "': expected " + EXPECTED
                + ", with at most " + MOST_HOSTS + " hosts");
    }
}
