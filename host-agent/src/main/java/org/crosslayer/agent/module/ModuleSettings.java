// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.module;

import org.crosslayer.agent.genetlink.GenericMessage;
import org.crosslayer.agent.netlink.AttributeReader;
import org.crosslayer.agent.netlink.NetlinkException;

/**
 * The module's settings in one network namespace.
 *
 * @param maxMemory bytes, unsigned
 * @param firstAddressId first of the address ids that it gives
 * @param maxAttempts source ports that it tries for one path
 * @param acceptJoins it listens even without plans, so that peers may join
 */
public record ModuleSettings(int maxPlans, int maxMemory, int firstAddressId, int lastAddressId, int maxAttempts,
                             boolean acceptJoins) {
    static ModuleSettings decode(GenericMessage message) throws NetlinkException {
        int[] values = new int[ModuleProtocol.SETTINGS_ACCEPT_JOINS + 1];
        AttributeReader reader = message.reader();
        boolean found = false;
        while (reader.next()) {
            if (reader.type() != ModuleProtocol.A_SETTINGS) {
                continue;
            }
            found = true;
            AttributeReader settings = reader.nested();
            while (settings.next()) {
                switch (settings.type()) {
                    case ModuleProtocol.SETTINGS_MAX_PLANS, ModuleProtocol.SETTINGS_MAX_MEMORY ->
                        values[settings.type()] = settings.u32Host();
                    case ModuleProtocol.SETTINGS_FIRST_ADDRESS_ID, ModuleProtocol.SETTINGS_LAST_ADDRESS_ID,
                        ModuleProtocol.SETTINGS_MAX_ATTEMPTS, ModuleProtocol.SETTINGS_ACCEPT_JOINS ->
                        values[settings.type()] = settings.u8();
                    default -> { }
                }
            }
        }
        if (!found) {
            reader.fail("no settings");
        }
        reader.check("settings of the module");
        return new ModuleSettings(values[ModuleProtocol.SETTINGS_MAX_PLANS],
            values[ModuleProtocol.SETTINGS_MAX_MEMORY], values[ModuleProtocol.SETTINGS_FIRST_ADDRESS_ID],
            values[ModuleProtocol.SETTINGS_LAST_ADDRESS_ID], values[ModuleProtocol.SETTINGS_MAX_ATTEMPTS],
            values[ModuleProtocol.SETTINGS_ACCEPT_JOINS] != 0);
    }
}
