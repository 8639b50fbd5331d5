// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.module;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.crosslayer.agent.genetlink.GenericFamily;
import org.crosslayer.agent.genetlink.GenericNetlink;
import org.crosslayer.agent.netlink.AttributeWriter;
import org.crosslayer.agent.netlink.Errno;
import org.crosslayer.agent.netlink.NetlinkException;
import org.crosslayer.agent.plans.StandingPlan;

/**
 * Requests to the kernel module in one network namespace; safe for use by several threads. When the module is unloaded
 * requests fail with ENOENT; when it is loaded again a new object is needed, since the family's number may be another.
 */
public final class CrosslayerModule implements AutoCloseable {
    /** What one request may take: some ten thousand plans. */
    private static final int MAX_BATCH_BYTES = 64 << 20;
    private static final int OPERATION_BYTES = 32;

    private final GenericNetlink netlink;
    private final GenericFamily family;

    private CrosslayerModule(GenericNetlink netlink, GenericFamily family) {
        this.netlink = netlink;
        this.family = family;
    }

    /** Finds the module in the network namespace of the calling thread; empty if it is not loaded. */
    public static Optional<CrosslayerModule> find() throws NetlinkException {
        return find(GenericNetlink.open());
    }

    static Optional<CrosslayerModule> find(GenericNetlink netlink) throws NetlinkException {
        try {
            return Optional.of(new CrosslayerModule(netlink, netlink.family(ModuleProtocol.FAMILY)));
        } catch (NetlinkException e) {
            netlink.close();
            if (e.errno() == Errno.ENOENT) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Message type of the module's events. */
    int familyId() {
        return family.id();
    }

    int eventsGroup() throws NetlinkException {
        return family.group(ModuleProtocol.GROUP_EVENTS);
    }

    /** Whether a plan fits; one that does not would make the kernel refuse a whole batch. */
    public static boolean fits(StandingPlan plan) {
        return plan.arrayBytes() <= PlanWriter.MAX_ARRAY_BYTES;
    }

    /**
     * Puts plans into the table, new ones or in the place of those with the same id, which keep their counters, and
     * takes others out: all of it or, if the kernel refuses, nothing.
     *
     * @param expiresMillis time from now until the plans expire by themselves; 0: never
     * @param cookie kept with the plans
     * @param withdrawn ids that are in the table
     */
    public void replace(Collection<StandingPlan> plans, long expiresMillis, long cookie,
                        Collection<Integer> withdrawn) throws NetlinkException {
        if (plans.isEmpty() && withdrawn.isEmpty()) {
            return;
        }
        long bytes = (long) OPERATION_BYTES * withdrawn.size();
        for (StandingPlan plan : plans) {
            bytes += PlanWriter.roomFor(plan);
        }
        if (bytes > MAX_BATCH_BYTES) {
            throw new NetlinkException("replace standing plans", "they need more than " + (MAX_BATCH_BYTES >> 20)
                + " MiB");
        }
        netlink.execute(() -> "replace standing plans", family, ModuleProtocol.COMMAND_BATCH, (int) bytes, writer -> {
            for (int id : withdrawn) {
                writer.nested(ModuleProtocol.A_OPERATION, operation -> operation
                    .u8(ModuleProtocol.OP_TYPE, ModuleProtocol.OP_TYPE_DELETE)
                    .u32Host(ModuleProtocol.OP_PLAN_ID, id));
            }
            for (StandingPlan plan : plans) {
                writer.nested(ModuleProtocol.A_OPERATION, operation -> operation
                    .u8(ModuleProtocol.OP_TYPE, ModuleProtocol.OP_TYPE_REPLACE)
                    .nested(ModuleProtocol.OP_PLAN, inner -> PlanWriter.write(inner, plan, expiresMillis, cookie)));
            }
        }, message -> null);
    }

    /** All plans, by id. */
    public List<KernelPlan> plans() throws NetlinkException {
        return netlink.dump(() -> "list standing plans", family, ModuleProtocol.COMMAND_PLAN_GET, writer -> { },
            PlanReader::decode);
    }

    /** One plan. */
    public KernelPlan plan(int id) throws NetlinkException {
        return answer("get standing plan " + Integer.toUnsignedString(id), ModuleProtocol.COMMAND_PLAN_GET,
            writer -> writer.u32Host(ModuleProtocol.A_PLAN_ID, id), PlanReader::decode);
    }

    /** Takes one plan out. */
    public void delete(int id) throws NetlinkException {
        run("delete standing plan " + Integer.toUnsignedString(id), ModuleProtocol.COMMAND_PLAN_DELETE,
            writer -> writer.u32Host(ModuleProtocol.A_PLAN_ID, id));
    }

    /** Takes all plans out. */
    public void flush() throws NetlinkException {
        run("delete all standing plans", ModuleProtocol.COMMAND_PLAN_FLUSH, writer -> { });
    }

    /** Has the connections served that have a plan and no subflow but the first; done in the background. */
    public void rescan() throws NetlinkException {
        run("rescan connections", ModuleProtocol.COMMAND_RESCAN, writer -> { });
    }

    public ModuleSettings settings() throws NetlinkException {
        return answer("get settings of the module", ModuleProtocol.COMMAND_SETTINGS_GET, writer -> { },
            ModuleSettings::decode);
    }

    /** Whether peers may join while nobody else listens to the path manager. */
    public void setAcceptJoins(boolean accept) throws NetlinkException {
        run("set accept-joins of the module", ModuleProtocol.COMMAND_SETTINGS_SET, writer -> writer.nested(
            ModuleProtocol.A_SETTINGS, inner -> inner.u8(ModuleProtocol.SETTINGS_ACCEPT_JOINS, accept ? 1 : 0)));
    }

    public ModuleStatistics statistics() throws NetlinkException {
        return answer("get statistics of the module", ModuleProtocol.COMMAND_STATS_GET, writer -> { },
            ModuleStatistics::decode);
    }

    private void run(String operation, int command, Consumer<AttributeWriter> attributes) throws NetlinkException {
        netlink.execute(() -> operation, family, command, attributes, message -> null);
    }

    private <T> T answer(String operation, int command, Consumer<AttributeWriter> attributes,
                         GenericNetlink.Decoder<T> decoder) throws NetlinkException {
        T answer = netlink.execute(() -> operation, family, command, attributes, decoder);
        if (answer == null) {
            throw new NetlinkException(operation, "the module has answered nothing");
        }
        return answer;
    }

    @Override
    public void close() {
        netlink.close();
    }
}
