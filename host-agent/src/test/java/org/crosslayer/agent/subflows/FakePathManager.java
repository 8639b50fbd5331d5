// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.subflows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crosslayer.agent.mptcp.FourTuple;
import org.crosslayer.agent.mptcp.LocalAddress;
import org.crosslayer.agent.mptcp.PathManager;
import org.crosslayer.agent.mptcp.SocketEndpoint;
import org.crosslayer.agent.netlink.Errno;
import org.crosslayer.agent.netlink.NetlinkException;

/** A path manager with the kernel's rules about address ids, in memory. */
public class FakePathManager implements PathManager {
    /** A subflow that was asked for. */
    public record Create(int token, SocketEndpoint local, int localId, boolean backup, SocketEndpoint remote,
                         int remoteId) {
    }

    public final List<Create> created = new ArrayList<>();
    public final List<String> others = new ArrayList<>();
    public final Set<Integer> portsInUse = new HashSet<>();
    public final Map<Integer, LocalAddress> ids = new HashMap<>();
    public NetlinkException refusal;
    public boolean tellsAddresses = true;
    public int attempts;

    @Override
    public synchronized void createSubflow(int token, SocketEndpoint local, int localId, boolean backup,
                                           int interfaceIndex, SocketEndpoint remote, int remoteId)
        throws NetlinkException {
        attempts++;
        if (refusal != null) {
            throw refusal;
        }
        for (LocalAddress entry : ids.values()) {
            boolean sameEndpoint = local.port() != 0 && entry.endpoint().equals(local);
            if (sameEndpoint != (entry.id() == localId)) {
                throw new NetlinkException("open", Errno.EINVAL, "did not match address and id", 0);
            }
        }
        ids.put(localId, new LocalAddress(local, localId, 0, 0));
        if (portsInUse.contains(local.port())) {
            throw new NetlinkException("open", Errno.EADDRINUSE);
        }
        portsInUse.add(local.port());
        created.add(new Create(token, local, localId, backup, remote, remoteId));
    }

    @Override
    public synchronized void destroySubflow(int token, FourTuple tuple) throws NetlinkException {
        if (refusal != null) {
            throw refusal;
        }
        others.add("close " + tuple);
    }

    @Override
    public synchronized void setBackup(int token, FourTuple tuple, boolean backup) {
        others.add("backup " + tuple + " " + backup);
    }

    @Override
    public synchronized void announce(int token, SocketEndpoint address, int id, int interfaceIndex) {
        others.add("announce " + address + " " + id);
    }

    @Override
    public synchronized void remove(int token, int id) {
        others.add("remove " + id);
    }

    @Override
    public synchronized List<LocalAddress> addresses(int token) throws NetlinkException {
        if (!tellsAddresses) {
            throw new NetlinkException("list", Errno.EOPNOTSUPP);
        }
        return List.copyOf(ids.values());
    }

    @Override
    public LocalAddress address(int token, int id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<LocalAddress> endpoints() {
        throw new UnsupportedOperationException();
    }

    @Override
    public LocalAddress endpoint(int id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void addEndpoint(LocalAddress address) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void removeEndpoint(LocalAddress address) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setEndpointFlags(LocalAddress address) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void flushEndpoints() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Limits limits() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setLimits(Limits limits) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
    }
}
