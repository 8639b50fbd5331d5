// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.cli;

import java.io.IOException;
import java.util.Optional;
import org.crosslayer.agent.module.CrosslayerModule;
import org.crosslayer.agent.mptcp.EventListener;
import org.crosslayer.agent.mptcp.EventStream;
import org.crosslayer.agent.mptcp.KernelCheck;
import org.crosslayer.agent.mptcp.KernelPathManager;
import org.crosslayer.agent.mptcp.KernelSupport;
import org.crosslayer.agent.mptcp.KernelSupport.Requirement;
import org.crosslayer.agent.mptcp.PathManager;
import org.crosslayer.agent.netlink.NetlinkException;
import org.crosslayer.agent.sockdiag.MptcpSocketDump;
import org.crosslayer.agent.sockdiag.SocketDiagnostics;
import org.crosslayer.agent.steering.KernelSteering;
import org.crosslayer.agent.steering.PoolTable;
import org.crosslayer.agent.steering.SteeringSettings;

/** The running kernel, in the network namespace of this process. */
final class RunningKernel implements Kernel {
    @Override
    public KernelSupport check() throws IOException {
        KernelSupport support = KernelCheck.run();
        Optional<String> missing = support.lacks(Requirement.MPTCP) ? Optional.empty() : SocketDiagnostics.missing();
        return missing.map(line -> support.lacking(new KernelSupport.Problem(Requirement.DIAGNOSTICS, line)))
            .orElse(support);
    }

    @Override
    public PathManager pathManager() throws NetlinkException {
        return KernelPathManager.open();
    }

    @Override
    public MptcpSocketDump sockets() throws NetlinkException {
        return SocketDiagnostics.open();
    }

    @Override
    public Optional<CrosslayerModule> module() throws NetlinkException {
        return CrosslayerModule.find();
    }

    @Override
    public Events events(EventListener listener) throws NetlinkException {
        EventStream stream = EventStream.open(listener);
        stream.start();
        return stream::close;
    }

    @Override
    public PoolTable steering(SteeringSettings settings) {
        return new KernelSteering(settings);
    }
}
