// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.steering;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.crosslayer.agent.mptcp.Addresses;

/** The structures of {@code kernel-module/steering/steering.h} in buffers. */
final class MapLayout {
    /** STEERING_LAYOUT. */
    static final int VERSION = 2;
    static final int MAX_MATCHES = 16_384;
    static final int MAX_POOLS = 8192;
    /** Of all pools together: the agent's own limit, 8 bytes each. */
    static final int MAX_PORTS = 262_144;

    static final int SETTINGS_BYTES = 24;
    static final int MATCH_KEY_BYTES = 24;
    static final int MATCH_BYTES = 20;
    /** STEERING_ORIGINS. */
    static final int ORIGINS = Origin.values().length;
    /** STEERING_NO_POOL. */
    static final int NO_POOL = -1;
    static final int POOL_KEY_BYTES = 16;
    static final int POOL_BYTES = 64;
    static final int PORT_BYTES = 2;
    static final int POOL_COUNTERS_BYTES = 24;
    static final int TOTALS_BYTES = 56;

    private static final int MATCH_KEY_HEAD_BITS = 32;
    private static final int DEFINITION = 40;

    /** struct steering_settings. */
    record Settings(int layout, long networkNamespace, long cgroup) {
        ByteBuffer encode() {
            return Posix.buffer(SETTINGS_BYTES).putInt(0, layout).putLong(8, networkNamespace).putLong(16, cgroup);
        }

        static Settings decode(ByteBuffer from) {
            return new Settings(from.getInt(0), from.getLong(8), from.getLong(16));
        }
    }

    private MapLayout() {
    }

    private static int mask(SteeredProtocol protocol) {
        return protocol == SteeredProtocol.MPTCP ? 1 : 2;
    }

    /** struct match_key for one protocol. */
    static ByteBuffer matchKey(SourcePortPool pool, SteeredProtocol protocol) {
        ByteBuffer key = Posix.buffer(MATCH_KEY_BYTES);
        putMatch(key, 0, pool, mask(protocol));
        return key;
    }

    private static void putMatch(ByteBuffer to, int at, SourcePortPool pool, int protocols) {
        byte[] address = pool.remote().address().getAddress();
        to.putInt(at, MATCH_KEY_HEAD_BITS + pool.remote().length());
        to.put(at + 4, (byte) (address.length == 4 ? 4 : 6)).put(at + 5, (byte) protocols);
        to.put(at + 6, (byte) (pool.remotePort() >> 8)).put(at + 7, (byte) pool.remotePort());
        to.put(at + 8, address);
    }

    /** struct match: pools of a slot by their indices, those of the origin that counts first at the head. */
    static ByteBuffer match(ByteBuffer key, int slot, List<Integer> indices) {
        ByteBuffer match = Posix.buffer(MATCH_BYTES).putInt(0, key.getInt(0)).putInt(4, slot);
        for (int i = 0; i < ORIGINS; i++) {
            match.putInt(8 + 4 * i, i < indices.size() ? indices.get(i) : NO_POOL);
        }
        return match;
    }

    /** struct pool_key. */
    static ByteBuffer poolKey(InstalledPool installed) {
        return Posix.buffer(POOL_KEY_BYTES).putLong(0, installed.pool().id())
            .putInt(8, installed.origin().number());
    }

    /** struct pool, whose source ports begin at an index. */
    static void putPool(ByteBuffer to, int at, InstalledPool installed, int first) {
        SourcePortPool pool = installed.pool();
        to.putLong(at, pool.id()).putInt(at + 8, installed.origin().number());
        to.putLong(at + 16, installed.deadline());
        to.putInt(at + 24, first).putInt(at + 28, pool.sourcePorts().size()).putInt(at + 32, installed.next());
        int protocols = 0;
        for (SteeredProtocol protocol : pool.protocols()) {
            protocols |= mask(protocol);
        }
        putMatch(to, at + DEFINITION, pool, protocols);
    }

    /** The reverse of {@link #putPool}; what was written by an agent is taken as it is. */
    static InstalledPool pool(ByteBuffer from, int at, ByteBuffer ports, long bootNanos) throws SteeringException {
        int definition = at + DEFINITION;
        byte[] address = new byte[from.get(definition + 4) == 4 ? 4 : 16];
        from.get(definition + 8, address);
        InetAddress remote = Addresses.of(address);
        int length = from.getInt(definition) - MATCH_KEY_HEAD_BITS;
        int remotePort = (from.get(definition + 6) & 0xff) << 8 | from.get(definition + 7) & 0xff;
        Set<SteeredProtocol> protocols = EnumSet.noneOf(SteeredProtocol.class);
        for (SteeredProtocol protocol : SteeredProtocol.values()) {
            if ((from.get(definition + 5) & mask(protocol)) != 0) {
                protocols.add(protocol);
            }
        }
        List<Integer> sourcePorts = new ArrayList<>();
        int first = from.getInt(at + 24);
        for (int i = first; i < first + from.getInt(at + 28); i++) {
            sourcePorts.add(ports.getShort(PORT_BYTES * i) & 0xffff);
        }
        long deadline = from.getLong(at + 16);
        Duration left = deadline == 0 ? Duration.ZERO : Duration.ofNanos(Math.max(1, deadline - bootNanos));
        return new InstalledPool(Origin.of(from.getInt(at + 8)), new SourcePortPool(from.getLong(at),
            new RemotePrefix(remote, length), remotePort, protocols, sourcePorts, left), deadline,
            from.getInt(at + 32));
    }

    /** The sums over all processors of a value of 64-bit counters. */
    static long[] sums(ByteBuffer values, int bytes, int processors) {
        long[] sums = new long[bytes / 8];
        for (int processor = 0; processor < processors; processor++) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += values.getLong(processor * bytes + 8 * i);
            }
        }
        return sums;
    }

    static SteeringTotals totals(long[] sums) {
        return new SteeringTotals(sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], sums[6]);
    }
}
