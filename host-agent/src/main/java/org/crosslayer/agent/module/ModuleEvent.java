// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.module;

import org.crosslayer.agent.genetlink.GenericMessage;
import org.crosslayer.agent.netlink.AttributeReader;
import org.crosslayer.agent.netlink.NetlinkException;

/**
 * What the module tells. What a kind of event does not have is 0 or empty.
 *
 * @param token of the connection
 * @param plan id of the plan
 * @param path number of the path
 * @param errno positive
 * @param message the kernel's own words
 * @param opened subflows that were asked for
 * @param count connections that a rescan acted on; how often events were lost
 */
public record ModuleEvent(Kind kind, int token, int plan, int path, int sourcePort, int errno, String message,
                          int opened, int count) {
    /** Kinds of events, in the order of their numbers. */
    public enum Kind {
        /** A connection got the subflows of its plan, or was refused all of them. */
        HIT,
        /** The kernel refused a subflow. */
        REFUSED,
        /** A path has no free source port, or the connection no free address id. */
        EXHAUSTED,
        /** Events of the path manager were lost; a rescan follows. */
        LOST,
        /** A plan's time is over. */
        EXPIRED,
        /** A rescan is done. */
        RESCANNED,
        /** The module cannot listen in this namespace. */
        DEAF,
        /** Newer than this program. */
        UNKNOWN
    }

    static ModuleEvent decode(GenericMessage message) throws NetlinkException {
        Kind[] kinds = Kind.values();
        int number = message.command() - ModuleProtocol.FIRST_EVENT;
        Kind kind = number >= 0 && number < kinds.length ? kinds[number] : Kind.UNKNOWN;
        int[] values = new int[ModuleProtocol.EVENT_COUNT + 1];
        String text = "";
        AttributeReader reader = message.reader();
        while (reader.next()) {
            if (reader.type() != ModuleProtocol.A_EVENT) {
                continue;
            }
            AttributeReader event = reader.nested();
            while (event.next()) {
                switch (event.type()) {
                    case ModuleProtocol.EVENT_TOKEN, ModuleProtocol.EVENT_PLAN_ID, ModuleProtocol.EVENT_ERRNO,
                        ModuleProtocol.EVENT_COUNT -> values[event.type()] = event.u32Host();
                    case ModuleProtocol.EVENT_PATH, ModuleProtocol.EVENT_OPENED -> values[event.type()] = event.u8();
                    case ModuleProtocol.EVENT_SOURCE_PORT -> values[event.type()] = event.u16Host();
                    case ModuleProtocol.EVENT_MESSAGE -> text = event.string();
                    default -> { }
                }
            }
        }
        reader.check("event of the module");
        return new ModuleEvent(kind, values[ModuleProtocol.EVENT_TOKEN], values[ModuleProtocol.EVENT_PLAN_ID],
            values[ModuleProtocol.EVENT_PATH], values[ModuleProtocol.EVENT_SOURCE_PORT],
            values[ModuleProtocol.EVENT_ERRNO], text, values[ModuleProtocol.EVENT_OPENED],
            values[ModuleProtocol.EVENT_COUNT]);
    }
}
