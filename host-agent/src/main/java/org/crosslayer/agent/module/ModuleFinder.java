// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.module;

import java.util.Optional;
import org.crosslayer.agent.netlink.NetlinkException;

/** Finds the kernel module. */
@FunctionalInterface
public interface ModuleFinder {
    /** A new client, or empty if the module is not loaded. */
    Optional<CrosslayerModule> find() throws NetlinkException;
}
