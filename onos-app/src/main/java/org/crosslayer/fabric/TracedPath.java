// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

import java.util.Arrays;
import java.util.Optional;

/**
 * The links that a packet takes, as far as they are known.
 */
public final class TracedPath {

    private final Fabric fabric;
    private final int[] links;
    private final PathProblem problem;
    private final String explanation;
    /** Put together when it is asked for; the same whoever does it. */
    private String label;

    TracedPath(Fabric fabric, int[] links, PathProblem problem, String explanation) {
        this.fabric = fabric;
        this.links = links;
        this.problem = problem;
        this.explanation = explanation;
    }

    static TracedPath complete(Fabric fabric, int[] links) {
        return new TracedPath(fabric, links, null, "");
    }

    /**
     * Whether the path is known to its end.
     *
     * @return false if there is a problem
     */
    public boolean complete() {
        return problem == null;
    }

    /**
     * Why the path is not known to its end.
     *
     * @return empty if it is
     */
    public Optional<PathProblem> problem() {
        return Optional.ofNullable(problem);
    }

    /**
     * The problem in words, with the place where it is.
     *
     * @return empty if the path is complete
     */
    public String explanation() {
        return explanation;
    }

    /**
     * Number of links known, those of the hosts included.
     *
     * @return 0 or more
     */
    public int length() {
        return links.length;
    }

    /**
     * Link indices in the order of travel: from the host into the fabric first, to the other host last.
     *
     * @return a copy
     */
    public int[] links() {
        return links.clone();
    }

    /**
     * One link of the path.
     *
     * @param position 0..length()-1
     * @return link index
     */
    public int link(int position) {
        return links[position];
    }

    /**
     * Every device that forwards the packet with the port that it sends it out of.
     *
     * @return for example r1/2&gt;p2/2&gt;r2/3
     */
    public String label() {
        String known = label;
        if (known == null) {
            known = putTogether();
            label = known;
        }
        return known;
    }

    private String putTogether() {
        StringBuilder text = new StringBuilder();
        for (int index : links) {
            FabricLink link = fabric.link(index);
            if (link.sourceDevice() != FabricLink.NONE) {
                text.append(text.length() == 0 ? "" : ">").append(fabric.device(link.sourceDevice()).name())
                        .append('/').append(link.sourcePort());
            }
        }
        return text.toString();
    }

    /** The other direction of the cable at a position. */
    int reverseLink(int position) {
        return fabric.reverse(links[position]);
    }

    /** Whether the first elements of an array are the links of this path. */
    boolean follows(int[] array, int count) {
        return Arrays.equals(links, 0, links.length, array, 0, count);
    }

    static int hash(int[] array, int count) {
        int hash = count;
        for (int i = 0; i < count; i++) {
            hash = hash * 0x9e3779b1 + array[i];
        }
        return hash;
    }

    /** Whether both take the same links. Paths of different fabrics are not comparable. */
    @Override
    public boolean equals(Object other) {
        return other instanceof TracedPath && Arrays.equals(links, ((TracedPath) other).links)
                && problem == ((TracedPath) other).problem;
    }

    @Override
    public int hashCode() {
        return hash(links, links.length);
    }

    @Override
    public String toString() {
        return complete() ? label() : label() + " (" + explanation + ")";
    }
}
