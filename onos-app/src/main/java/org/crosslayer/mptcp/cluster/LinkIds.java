// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cluster;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.FabricLink;

/**
 * Names for the links between devices that are the same at every node, whatever each node knows of the network at the
 * moment: 64 bits of hash over the ends. Loads are packed with them, 12 bytes a link: the name, and kbit/s rounded up.
 */
final class LinkIds {
    private static final int BYTES = Long.BYTES + Integer.BYTES;
    private static final int KILO = 1000;
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final Fabric fabric;
    private final long[] ids;
    private final Map<Long, Integer> links = new HashMap<>();

    LinkIds(Fabric fabric) {
        this.fabric = fabric;
        ids = new long[fabric.linkCount()];
        for (int link = 0; link < ids.length; link++) {
            if (fabric.sourceDevice(link) != FabricLink.NONE && fabric.destinationDevice(link) != FabricLink.NONE) {
                FabricLink ends = fabric.link(link);
                ids[link] = hash(fabric.device(ends.sourceDevice()).id() + '/' + ends.sourcePort() + '>'
                    + fabric.device(ends.destinationDevice()).id() + '/' + ends.destinationPort());
                links.put(ids[link], link);
            }
        }
    }

    private static long hash(String text) {
        long hash = FNV_OFFSET;
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ each) * FNV_PRIME;
        }
        return hash;
    }

    Fabric fabric() {
        return fabric;
    }

    /** Packs bits per second by link index, in the order of the map. */
    byte[] pack(Map<Integer, Long> share) {
        ByteBuffer packed = ByteBuffer.allocate(share.size() * BYTES);
        share.forEach((link, bps) ->
            packed.putLong(ids[link]).putInt((int) Math.min(Integer.MAX_VALUE, (bps + KILO - 1) / KILO)));
        return packed.array();
    }

    /** Adds what was packed, at whichever node, to bits per second by link; unknown links are left out. */
    void add(byte[] packed, long[] sums) {
        ByteBuffer from = ByteBuffer.wrap(packed);
        while (from.remaining() >= BYTES) {
            Integer link = links.get(from.getLong());
            long kbps = from.getInt();
            if (link != null && kbps > 0) {
                sums[link] += kbps * KILO;
            }
        }
    }

    /** Whether two packed loads are of the same links and differ by no more than a twentieth on each. */
    static boolean alike(byte[] one, byte[] other) {
        if (one.length != other.length) {
            return false;
        }
        ByteBuffer left = ByteBuffer.wrap(one);
        ByteBuffer right = ByteBuffer.wrap(other);
        while (left.remaining() >= BYTES) {
            boolean same = left.getLong() == right.getLong();
            long before = left.getInt();
            long now = right.getInt();
            if (!same || Math.abs(before - now) * 20 > Math.max(before, now)) {
                return false;
            }
        }
        return true;
    }
}
