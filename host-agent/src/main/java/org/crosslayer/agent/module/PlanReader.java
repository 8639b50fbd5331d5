// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.module;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.crosslayer.agent.genetlink.GenericMessage;
import org.crosslayer.agent.mptcp.Addresses;
import org.crosslayer.agent.netlink.AttributeReader;
import org.crosslayer.agent.netlink.NetlinkException;
import org.crosslayer.agent.plans.InitialPaths;
import org.crosslayer.agent.plans.Prefix;
import org.crosslayer.agent.plans.StandingPath;
import org.crosslayer.agent.plans.StandingPlan;

/**
 * Attributes into plans, also into those that another program has put into the table: its paths may have any numbers,
 * here they are numbered by their places.
 */
final class PlanReader {
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;

    private final List<Integer> numbers = new ArrayList<>();
    private final List<StandingPath> paths = new ArrayList<>();
    private final ModuleStatistics.Reader stats = new ModuleStatistics.Reader();
    private int id;
    private int priority;
    private Prefix remote;
    private Prefix local;
    private int remotePort;
    private int maxSubflows = StandingPlan.MAX_PATHS;
    private int firstPort;
    private byte[] initial = new byte[0];
    private long expires;
    private long cookie;

    private PlanReader() {
    }

    /** Reads an answer or one message of a listing; null if it holds no plan. */
    static KernelPlan decode(GenericMessage message) throws NetlinkException {
        PlanReader plan = null;
        int generation = 0;
        AttributeReader reader = message.reader();
        while (reader.next()) {
            if (reader.type() == ModuleProtocol.A_GENERATION) {
                generation = reader.u32Host();
            } else if (reader.type() == ModuleProtocol.A_PLAN) {
                plan = new PlanReader();
                try {
                    plan.read(reader.nested());
                } catch (IllegalArgumentException e) {
                    reader.fail(e.getMessage());
                }
            }
        }
        reader.check("standing plan");
        return plan == null ? null : plan.plan(generation);
    }

    private void read(AttributeReader reader) {
        while (reader.next()) {
            switch (reader.type()) {
                case ModuleProtocol.PLAN_ID -> id = reader.u32Host();
                case ModuleProtocol.PLAN_PRIORITY -> priority = reader.u32Host();
                case ModuleProtocol.PLAN_REMOTE -> remote = prefix(reader.nested());
                case ModuleProtocol.PLAN_LOCAL -> local = prefix(reader.nested());
                case ModuleProtocol.PLAN_REMOTE_PORT -> remotePort = reader.u16Host();
                case ModuleProtocol.PLAN_MAX_SUBFLOWS -> maxSubflows = Math.min(reader.u8(), StandingPlan.MAX_PATHS);
                case ModuleProtocol.PLAN_PATH -> readPath(reader.nested());
                case ModuleProtocol.PLAN_INITIAL -> readInitial(reader.nested());
                case ModuleProtocol.PLAN_EXPIRES -> expires = Integer.toUnsignedLong(reader.u32Host());
                case ModuleProtocol.PLAN_COOKIE -> cookie = reader.u64Host();
                case ModuleProtocol.PLAN_STATS -> stats.read(reader.nested());
                default -> { }
            }
        }
    }

    private static Prefix prefix(AttributeReader reader) {
        byte[] address = null;
        int length = -1;
        while (reader.next()) {
            switch (reader.type()) {
                case ModuleProtocol.PREFIX_ADDR4 -> address = reader.bytes(IPV4_BYTES);
                case ModuleProtocol.PREFIX_ADDR6 -> address = reader.bytes(IPV6_BYTES);
                case ModuleProtocol.PREFIX_LENGTH -> length = reader.u8();
                default -> { }
            }
        }
        if (address == null || length < 0) {
            throw new IllegalArgumentException("a prefix without address or length");
        }
        return new Prefix(Addresses.of(address), length);
    }

    private void readPath(AttributeReader reader) {
        int number = 0;
        boolean backup = false;
        Set<Integer> ports = new LinkedHashSet<>();
        while (reader.next()) {
            switch (reader.type()) {
                case ModuleProtocol.PATH_NUMBER -> number = reader.u8();
                case ModuleProtocol.PATH_FLAGS -> backup = (reader.u32Host() & ModuleProtocol.PATH_F_BACKUP) != 0;
                case ModuleProtocol.PATH_SOURCE_PORTS -> {
                    for (ByteBuffer value = reader.value(); value.remaining() >= 2;) {
                        ports.add(value.getShort() & 0xffff);
                    }
                }
                default -> { }
            }
        }
        numbers.add(number);
        paths.add(StandingPath.of(List.copyOf(ports), backup));
    }

    private void readInitial(AttributeReader reader) {
        while (reader.next()) {
            switch (reader.type()) {
                case ModuleProtocol.INITIAL_FIRST_PORT -> firstPort = reader.u16Host();
                case ModuleProtocol.INITIAL_PATHS -> initial = reader.bytes(reader.length());
                default -> { }
            }
        }
    }

    private KernelPlan plan(int generation) throws NetlinkException {
        for (int i = 0; i < initial.length; i++) {
            initial[i] = (byte) (numbers.indexOf(initial[i] & 0xff) + 1);
        }
        try {
            return new KernelPlan(new StandingPlan(id, remote, Optional.ofNullable(local), remotePort, priority,
                maxSubflows, paths, initial.length == 0 ? InitialPaths.UNKNOWN : InitialPaths.of(firstPort, initial)),
                expires, cookie, stats.counters(), generation);
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new NetlinkException("read standing plan", e.getMessage());
        }
    }
}
