// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.module;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.crosslayer.agent.netlink.AttributeWriter;
import org.crosslayer.agent.plans.Prefix;
import org.crosslayer.agent.plans.StandingPath;
import org.crosslayer.agent.plans.StandingPlan;

/** Plans into attributes. A path's number is its place in the plan, counted from 1. */
final class PlanWriter {
    /** Most bytes that the arrays of a plan may take, so that the plan fits an attribute. */
    static final int MAX_ARRAY_BYTES = 60_000;
    /** More than all attributes of a plan take, but for its paths and arrays. */
    private static final int FIXED_BYTES = 192;
    private static final int PATH_BYTES = 32;

    private PlanWriter() {
    }

    /** At least what an operation with the plan takes. */
    static int roomFor(StandingPlan plan) {
        return FIXED_BYTES + PATH_BYTES * plan.paths().size() + plan.arrayBytes();
    }

    /** The inside of a plan. */
    static void write(AttributeWriter writer, StandingPlan plan, long expiresMillis, long cookie) {
        writer.u32Host(ModuleProtocol.PLAN_ID, plan.id()).u32Host(ModuleProtocol.PLAN_PRIORITY, plan.priority())
            .nested(ModuleProtocol.PLAN_REMOTE, inner -> write(inner, plan.remote()));
        plan.local().ifPresent(local -> writer.nested(ModuleProtocol.PLAN_LOCAL, inner -> write(inner, local)));
        if (plan.remotePort() != 0) {
            writer.u16Host(ModuleProtocol.PLAN_REMOTE_PORT, plan.remotePort());
        }
        writer.u8(ModuleProtocol.PLAN_MAX_SUBFLOWS, plan.maxSubflows());
        for (int i = 0; i < plan.paths().size(); i++) {
            int number = i + 1;
            StandingPath path = plan.paths().get(i);
            writer.nested(ModuleProtocol.PLAN_PATH, inner -> write(inner, number, path));
        }
        if (!plan.initial().isEmpty()) {
            writer.nested(ModuleProtocol.PLAN_INITIAL, inner -> inner
                .u16Host(ModuleProtocol.INITIAL_FIRST_PORT, plan.initial().firstPort())
                .bytes(ModuleProtocol.INITIAL_PATHS, plan.initial().toBytes()));
        }
        if (expiresMillis != 0) {
            writer.u32Host(ModuleProtocol.PLAN_EXPIRES, (int) Math.min(expiresMillis, 0xffffffffL));
        }
        writer.u64Host(ModuleProtocol.PLAN_COOKIE, cookie);
    }

    private static void write(AttributeWriter writer, Prefix prefix) {
        writer.bytes(prefix.isIpv6() ? ModuleProtocol.PREFIX_ADDR6 : ModuleProtocol.PREFIX_ADDR4,
            prefix.address().getAddress()).u8(ModuleProtocol.PREFIX_LENGTH, prefix.length());
    }

    private static void write(AttributeWriter writer, int number, StandingPath path) {
        ByteBuffer ports = ByteBuffer.allocate(2 * path.size()).order(ByteOrder.nativeOrder());
        for (int i = 0; i < path.size(); i++) {
            ports.putShort((short) path.port(i));
        }
        writer.u8(ModuleProtocol.PATH_NUMBER, number).bytes(ModuleProtocol.PATH_SOURCE_PORTS, ports.array());
        if (path.backup()) {
            writer.u32Host(ModuleProtocol.PATH_FLAGS, ModuleProtocol.PATH_F_BACKUP);
        }
    }
}
