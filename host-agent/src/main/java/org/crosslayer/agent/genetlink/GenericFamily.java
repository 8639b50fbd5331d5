// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.genetlink;

import java.util.Map;
import java.util.Set;
import org.crosslayer.agent.netlink.NetlinkException;

/**
 * A family of generic netlink as the running kernel has it. Its number differs from boot to boot.
 *
 * @param id message type
 * @param commands that the kernel has operations for
 * @param groups number of each multicast group by name
 */
public record GenericFamily(String name, int id, int version, Set<Integer> commands, Map<String, Integer> groups) {
    public GenericFamily {
        commands = Set.copyOf(commands);
        groups = Map.copyOf(groups);
    }

    /** Number of a multicast group. */
    public int group(String group) throws NetlinkException {
        Integer number = groups.get(group);
        if (number == null) {
            throw new NetlinkException("find group " + group, "the kernel's family " + name + " has no such group");
        }
        return number;
    }
}
