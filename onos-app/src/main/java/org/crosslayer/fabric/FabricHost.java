// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

import java.util.List;
import java.util.stream.IntStream;
import org.crosslayer.ecmp.Address;

/**
 * A host with its addresses and its live links into the fabric. Immutable.
 */
public final class FabricHost {

    private final String id;
    private final List<Address> addresses;
    private final HostChoice choice;
    /** Links of all attachments, up or down, in the host's order. */
    private final int[] everyUplink;
    private final int[] everyDownlink;
    /** Those that are in use. */
    private final int[] uplinks;
    private final int[] downlinks;
    /** Null if the host is attached nowhere. */
    private final NextHops firstHops;
    private final Attachment place;

    FabricHost(String id, List<Address> addresses, HostChoice choice, int[] uplinks, int[] downlinks,
               LinkTable links) {
        this.id = id;
        this.addresses = addresses;
        this.choice = choice;
        this.everyUplink = uplinks;
        this.everyDownlink = downlinks;
        int[] used = used(links);
        this.uplinks = used.length == uplinks.length ? uplinks : IntStream.of(used).map(i -> uplinks[i]).toArray();
        this.downlinks = used.length == uplinks.length ? downlinks
                : IntStream.of(used).map(i -> downlinks[i]).toArray();
        this.firstHops = used.length == 0 ? null : NextHops.equal(this.uplinks, choice.hash());
        this.place = new Attachment(IntStream.of(this.downlinks).map(link -> links.source[link]).sorted().distinct()
                .toArray());
    }

    /** The same host where other links are live. */
    FabricHost with(LinkTable links) {
        return new FabricHost(id, addresses, choice, everyUplink, everyDownlink, links);
    }

    private int[] used(LinkTable links) {
        int[] live = IntStream.range(0, everyUplink.length)
                .filter(i -> links.live[everyUplink[i]] && links.live[everyDownlink[i]]).toArray();
        return choice.oneAtATime() && live.length > 1 ? new int[] {live[0]} : live;
    }

    /**
     * Identifier at the controller.
     *
     * @return for example 02:00:00:00:00:01/None
     */
    public String id() {
        return id;
    }

    /**
     * Addresses of the host.
     *
     * @return IPv4 and IPv6 addresses
     */
    public List<Address> addresses() {
        return addresses;
    }

    /**
     * How the host chooses among its attachments, if it has several.
     *
     * @return what is configured, or {@link HostChoice#UNKNOWN}
     */
    public HostChoice choice() {
        return choice;
    }

    /**
     * Number of places where the host is attached and that it uses: of a host that uses one at a time, only the
     * first one that is up.
     *
     * @return 1 for a single-homed host, 0 if all of its links are down
     */
    public int attachments() {
        return uplinks.length;
    }

    /**
     * Link from the host into the fabric.
     *
     * @param attachment 0..attachments()-1
     * @return link index
     */
    public int uplink(int attachment) {
        return uplinks[attachment];
    }

    /**
     * Link from the fabric to the host.
     *
     * @param attachment 0..attachments()-1
     * @return link index
     */
    public int downlink(int attachment) {
        return downlinks[attachment];
    }

    /** The links that the host chooses among for what it sends, null if there is none. */
    NextHops firstHops() {
        return firstHops;
    }

    /** Where packets for the host have to get to. */
    Attachment place() {
        return place;
    }

    /** Number of places where the host is attached, whether up or down. */
    int everyAttachment() {
        return everyUplink.length;
    }

    @Override
    public String toString() {
        return id;
    }

}
