// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.module;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.crosslayer.agent.genetlink.GenericMessage;
import org.crosslayer.agent.genetlink.GenericNetlink;
import org.crosslayer.agent.netlink.AttributeReader;
import org.crosslayer.agent.netlink.AttributeWriter;
import org.crosslayer.agent.netlink.Errno;
import org.crosslayer.agent.netlink.FakeKernel;
import org.crosslayer.agent.netlink.FakeKernel.Datagram;
import org.crosslayer.agent.netlink.FakeKernel.Request;
import org.crosslayer.agent.netlink.NetlinkException;
import org.crosslayer.agent.plans.PlanCounters;

/** The module in memory: its table, atomic batches, settings; refuses batches when told to. */
public final class FakeModule {
    private static final int FAMILY_ID = 0x2a;
    private static final int ERROR = 2;

    public final Map<Integer, KernelPlan> table = new TreeMap<>();
    public boolean loaded = true;
    public int refuseBatchesWith;
    public int rescans;
    public int batches;
    public boolean acceptJoins;
    private int generation;

    /** A client of this module; empty if it is not loaded. */
    public Optional<CrosslayerModule> find() throws NetlinkException {
        return CrosslayerModule.find(new GenericNetlink(new FakeKernel(this::answer).connection()));
    }

    private List<Datagram> answer(Request request) {
        try {
            if (request.type() == GenericNetlink.CONTROLLER_ID) {
                return loaded ? reply(request, request.type(), FakeKernel.attributes(writer -> writer
                    .string(2, ModuleProtocol.FAMILY).u16Host(1, FAMILY_ID).u32Host(3, 1)))
                    : refuse(request, Errno.ENOENT);
            }
            return loaded ? command(request) : refuse(request, Errno.ENOENT);
        } catch (NetlinkException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Datagram> command(Request request) throws NetlinkException {
        int command = request.payload()[0];
        ByteBuffer body = ByteBuffer.wrap(request.payload(), 4, request.payload().length - 4).slice();
        switch (command) {
            case ModuleProtocol.COMMAND_BATCH:
                return batch(request, new AttributeReader(body));
            case ModuleProtocol.COMMAND_PLAN_GET:
                return dump(request);
            case ModuleProtocol.COMMAND_PLAN_FLUSH:
                table.clear();
                return List.of(Datagram.of(request.ack()));
            case ModuleProtocol.COMMAND_RESCAN:
                rescans++;
                return List.of(Datagram.of(request.ack()));
            case ModuleProtocol.COMMAND_SETTINGS_SET:
                acceptJoins = new ModuleSettingsProbe(body).acceptJoins();
                return List.of(Datagram.of(request.ack()));
            case ModuleProtocol.COMMAND_SETTINGS_GET:
                return reply(request, FAMILY_ID, FakeKernel.attributes(writer -> writer.nested(
                    ModuleProtocol.A_SETTINGS, inner -> inner.u32Host(ModuleProtocol.SETTINGS_MAX_PLANS, 4096)
                        .u32Host(ModuleProtocol.SETTINGS_MAX_MEMORY, 1 << 25)
                        .u8(ModuleProtocol.SETTINGS_FIRST_ADDRESS_ID, 192)
                        .u8(ModuleProtocol.SETTINGS_LAST_ADDRESS_ID, 255)
                        .u8(ModuleProtocol.SETTINGS_MAX_ATTEMPTS, 16)
                        .u8(ModuleProtocol.SETTINGS_ACCEPT_JOINS, acceptJoins ? 1 : 0))));
            case ModuleProtocol.COMMAND_STATS_GET:
                return reply(request, FAMILY_ID, FakeKernel.attributes(writer -> writer
                    .u32Host(ModuleProtocol.A_GENERATION, generation).nested(ModuleProtocol.A_STATS, inner -> inner
                        .u64Host(ModuleProtocol.STATS_HITS, 3).u64Host(ModuleProtocol.STATS_MISSES, 1L << 40)
                        .u32Host(ModuleProtocol.STATS_PLANS, table.size()).u8(ModuleProtocol.STATS_LISTENING, 1)
                        .nested(ModuleProtocol.STATS_ERRNO, errno -> errno
                            .u32Host(ModuleProtocol.ERRNO_NUMBER, Errno.EINVAL)
                            .u64Host(ModuleProtocol.ERRNO_COUNT, 5)))));
            default:
                return refuse(request, Errno.EOPNOTSUPP);
        }
    }

    /** Reads what a request sets. */
    private record ModuleSettingsProbe(ByteBuffer body) {
        private boolean acceptJoins() throws NetlinkException {
            return ModuleSettings.decode(new GenericMessage(0, 0, body)).acceptJoins();
        }
    }

    private List<Datagram> batch(Request request, AttributeReader operations) throws NetlinkException {
        if (refuseBatchesWith != 0) {
            return refuse(request, refuseBatchesWith);
        }
        batches++;
        Map<Integer, KernelPlan> next = new TreeMap<>(table);
        while (operations.next()) {
            AttributeReader operation = operations.nested();
            while (operation.next()) {
                if (operation.type() == ModuleProtocol.OP_PLAN_ID) {
                    if (next.remove(operation.u32Host()) == null) {
                        return refuse(request, Errno.ENOENT);
                    }
                } else if (operation.type() == ModuleProtocol.OP_PLAN) {
                    KernelPlan plan = decode(operation.value());
                    KernelPlan before = table.get(plan.plan().id());
                    next.put(plan.plan().id(), before == null ? plan : new KernelPlan(plan.plan(), plan.millisLeft(),
                        plan.cookie(), before.counters(), 0));
                }
            }
        }
        operations.check("batch");
        table.clear();
        table.putAll(next);
        generation++;
        return List.of(Datagram.of(request.ack()));
    }

    private static KernelPlan decode(ByteBuffer inner) throws NetlinkException {
        byte[] bytes = new byte[inner.remaining()];
        inner.get(bytes);
        return PlanReader.decode(new GenericMessage(0, 0,
            ByteBuffer.wrap(FakeKernel.attributes(writer -> writer.bytes(ModuleProtocol.A_PLAN, bytes)))));
    }

    private List<Datagram> dump(Request request) {
        List<Datagram> answer = new ArrayList<>();
        for (KernelPlan plan : table.values()) {
            answer.add(Datagram.of(request.reply(FAMILY_ID, 2, generic(attributes(plan, generation)))));
        }
        answer.add(Datagram.of(request.done()));
        return answer;
    }

    static byte[] attributes(KernelPlan plan, int tableGeneration) {
        return FakeKernel.attributes(writer -> writer.u32Host(ModuleProtocol.A_GENERATION, tableGeneration)
            .nested(ModuleProtocol.A_PLAN, inner -> {
                PlanWriter.write(inner, plan.plan(), plan.millisLeft(), plan.cookie());
                counters(inner, plan.counters());
            }));
    }

    private static void counters(AttributeWriter writer, PlanCounters counters) {
        writer.nested(ModuleProtocol.PLAN_STATS, inner -> inner.u64Host(ModuleProtocol.STATS_HITS, counters.hits())
            .u64Host(ModuleProtocol.STATS_OPENED, counters.opened())
            .u64Host(ModuleProtocol.STATS_REFUSED, counters.refused())
            .u64Host(ModuleProtocol.STATS_BUSY_PORTS, counters.busyPorts())
            .u64Host(ModuleProtocol.STATS_EXHAUSTED, counters.exhausted())
            .u64Host(ModuleProtocol.STATS_TAKEN, counters.taken()));
    }

    private static List<Datagram> reply(Request request, int type, byte[] attributes) {
        return List.of(Datagram.of(request.reply(type, 0, generic(attributes))), Datagram.of(request.ack()));
    }

    private static List<Datagram> refuse(Request request, int errno) {
        return List.of(Datagram.of(request.reply(ERROR, 0x100, request.error(errno))));
    }

    private static byte[] generic(byte[] attributes) {
        return FakeKernel.join(new byte[] {1, 1, 0, 0}, attributes);
    }
}
