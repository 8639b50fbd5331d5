// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.crosslayer.agent.module.CrosslayerModule;
import org.crosslayer.agent.mptcp.EventListener;
import org.crosslayer.agent.mptcp.KernelSupport;
import org.crosslayer.agent.mptcp.MptcpEvent;
import org.crosslayer.agent.mptcp.PathManager;
import org.crosslayer.agent.sockdiag.MptcpSocket;
import org.crosslayer.agent.sockdiag.MptcpSocketDump;
import org.crosslayer.agent.steering.FakePoolTable;
import org.crosslayer.agent.steering.PoolTable;
import org.crosslayer.agent.steering.SteeringSettings;
import org.crosslayer.agent.subflows.FakePathManager;

/** A kernel of the test's own; events are told as soon as somebody listens. */
final class FakeKernel implements Kernel {
    final FakePathManager pathManager = new FakePathManager();
    final List<MptcpSocket> sockets = new ArrayList<>();
    final List<MptcpEvent> events = new ArrayList<>();
    final List<KernelSupport.Problem> problems = new ArrayList<>();
    final FakePoolTable pools = new FakePoolTable();
    String endOfEvents;
    Optional<CrosslayerModule> module = Optional.empty();

    @Override
    public KernelSupport check() {
        return new KernelSupport("6.18", "userspace", problems);
    }

    @Override
    public PathManager pathManager() {
        return pathManager;
    }

    @Override
    public MptcpSocketDump sockets() {
        return new MptcpSocketDump() {
            @Override
            public List<MptcpSocket> connections() {
                return sockets;
            }

            @Override
            public Optional<MptcpSocket> connection(int token) {
                return sockets.stream().filter(socket -> socket.token() == token).findFirst();
            }

            @Override
            public void close() {
            }
        };
    }

    @Override
    public Optional<CrosslayerModule> module() {
        return module;
    }

    @Override
    public PoolTable steering(SteeringSettings settings) {
        return pools;
    }

    @Override
    public Events events(EventListener listener) {
        events.forEach(event -> listener.onEvent(event, 1));
        if (endOfEvents != null) {
            listener.onEnd(endOfEvents);
        }
        return () -> { };
    }
}
