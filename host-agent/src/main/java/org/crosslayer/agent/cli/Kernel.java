// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.cli;

import java.io.IOException;
import java.util.Optional;
import org.crosslayer.agent.module.CrosslayerModule;
import org.crosslayer.agent.mptcp.EventListener;
import org.crosslayer.agent.mptcp.KernelSupport;
import org.crosslayer.agent.mptcp.PathManager;
import org.crosslayer.agent.netlink.NetlinkException;
import org.crosslayer.agent.sockdiag.MptcpSocketDump;
import org.crosslayer.agent.steering.PoolTable;
import org.crosslayer.agent.steering.SteeringSettings;

/** The kernel that the verbs work on: the seam at which tests put one of their own. */
interface Kernel {
    /** What it offers. */
    KernelSupport check() throws IOException;

    PathManager pathManager() throws NetlinkException;

    MptcpSocketDump sockets() throws NetlinkException;

    /** The kernel module, if it is loaded. */
    Optional<CrosslayerModule> module() throws NetlinkException;

    /** Calls the listener for every event from now on, until the result is closed. */
    Events events(EventListener listener) throws NetlinkException;

    /** Source ports of first subflows. */
    PoolTable steering(SteeringSettings settings);

    /** Events that are being listened to. */
    interface Events extends AutoCloseable {
        @Override
        void close();
    }
}
