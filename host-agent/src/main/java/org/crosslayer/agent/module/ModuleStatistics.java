// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.module;

import java.util.Map;
import java.util.TreeMap;
import org.crosslayer.agent.genetlink.GenericMessage;
import org.crosslayer.agent.netlink.AttributeReader;
import org.crosslayer.agent.netlink.NetlinkException;
import org.crosslayer.agent.plans.PlanCounters;

/**
 * The module's counters in one network namespace, of all plans there ever were.
 *
 * @param misses connections without a plan
 * @param denied connections whose peer denies joins to its address
 * @param lost times that events of the path manager were lost
 * @param expired plans whose time was over
 * @param plans in the table now
 * @param memory bytes that they take
 * @param listening it hears the path manager's events
 * @param refusals by errno
 */
public record ModuleStatistics(PlanCounters counters, long misses, long denied, long lost, long rescans, long expired,
                               int plans, int memory, boolean listening, Map<Integer, Long> refusals) {
    /** Reads {@code MPTCP_CL_STATS_*} of a plan or of a namespace. */
    static final class Reader {
        private final long[] values = new long[ModuleProtocol.STATS_LISTENING + 1];
        private final Map<Integer, Long> refusals = new TreeMap<>();

        void read(AttributeReader stats) {
            while (stats.next()) {
                int type = stats.type();
                if (type >= ModuleProtocol.STATS_HITS && type <= ModuleProtocol.STATS_EXPIRED) {
                    values[type] = stats.u64Host();
                } else if (type == ModuleProtocol.STATS_PLANS || type == ModuleProtocol.STATS_MEMORY) {
                    values[type] = Integer.toUnsignedLong(stats.u32Host());
                } else if (type == ModuleProtocol.STATS_LISTENING) {
                    values[type] = stats.u8();
                } else if (type == ModuleProtocol.STATS_ERRNO) {
                    readErrno(stats.nested());
                }
            }
        }

        private void readErrno(AttributeReader entry) {
            int errno = 0;
            long count = 0;
            while (entry.next()) {
                switch (entry.type()) {
                    case ModuleProtocol.ERRNO_NUMBER -> errno = entry.u32Host();
                    case ModuleProtocol.ERRNO_COUNT -> count = entry.u64Host();
                    default -> { }
                }
            }
            refusals.put(errno, count);
        }

        PlanCounters counters() {
            return new PlanCounters(values[ModuleProtocol.STATS_HITS], values[ModuleProtocol.STATS_OPENED],
                values[ModuleProtocol.STATS_REFUSED], values[ModuleProtocol.STATS_BUSY_PORTS],
                values[ModuleProtocol.STATS_EXHAUSTED], values[ModuleProtocol.STATS_TAKEN]);
        }
    }

    static ModuleStatistics decode(GenericMessage message) throws NetlinkException {
        Reader stats = new Reader();
        AttributeReader reader = message.reader();
        while (reader.next()) {
            if (reader.type() == ModuleProtocol.A_STATS) {
                stats.read(reader.nested());
            }
        }
        reader.check("statistics of the module");
        long[] values = stats.values;
        return new ModuleStatistics(stats.counters(), values[ModuleProtocol.STATS_MISSES],
            values[ModuleProtocol.STATS_DENIED], values[ModuleProtocol.STATS_LOST],
            values[ModuleProtocol.STATS_RESCANS], values[ModuleProtocol.STATS_EXPIRED],
            (int) values[ModuleProtocol.STATS_PLANS], (int) values[ModuleProtocol.STATS_MEMORY],
            values[ModuleProtocol.STATS_LISTENING] != 0, stats.refusals);
    }
}
