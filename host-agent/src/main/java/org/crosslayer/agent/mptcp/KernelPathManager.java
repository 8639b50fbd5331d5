// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.mptcp;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.crosslayer.agent.genetlink.GenericFamily;
import org.crosslayer.agent.genetlink.GenericMessage;
import org.crosslayer.agent.genetlink.GenericNetlink;
import org.crosslayer.agent.netlink.AttributeReader;
import org.crosslayer.agent.netlink.AttributeWriter;
import org.crosslayer.agent.netlink.Errno;
import org.crosslayer.agent.netlink.NetlinkException;

/** The path manager of the running kernel by generic netlink. */
public final class KernelPathManager implements PathManager {
    private final GenericNetlink netlink;
    private final GenericFamily family;

    KernelPathManager(GenericNetlink netlink) throws NetlinkException {
        this.netlink = netlink;
        this.family = netlink.family(PathManagerProtocol.FAMILY);
    }

    /**
     * Opens the path manager of the network namespace of the calling thread.
     *
     * @throws NetlinkException ENOENT: the kernel has no MPTCP
     */
    public static KernelPathManager open() throws NetlinkException {
        GenericNetlink netlink = GenericNetlink.open();
        try {
            return new KernelPathManager(netlink);
        } catch (NetlinkException e) {
            netlink.close();
            throw e;
        }
    }

    /*
     * SUBFLOW_CREATE: TOKEN, ADDR {local with id, flags, interface}, ADDR_REMOTE
     */
    @Override
    public void createSubflow(int token, SocketEndpoint local, int localId, boolean backup, int interfaceIndex,
                              SocketEndpoint remote, int remoteId) throws NetlinkException {
        LocalAddress address =
            new LocalAddress(local, localId, backup ? LocalAddress.FLAG_BACKUP : 0, interfaceIndex);
        run(() -> "open subflow " + new FourTuple(local, remote) + on(token),
            PathManagerProtocol.COMMAND_SUBFLOW_CREATE, writer -> writer
                .u32Host(PathManagerProtocol.ATTRIBUTE_TOKEN, token)
                .nested(PathManagerProtocol.ATTRIBUTE_ADDRESS, AddressCodec.local(address))
                .nested(PathManagerProtocol.ATTRIBUTE_REMOTE_ADDRESS, AddressCodec.remote(remote, remoteId)));
    }

    /*
     * SUBFLOW_DESTROY: TOKEN, ADDR {local}, ADDR_REMOTE, both with ports. The kernel compares families too: a subflow
     * over IPv4 of a socket that was made for IPv6 is only found by its mapped addresses.
     */
    @Override
    public void destroySubflow(int token, FourTuple tuple) throws NetlinkException {
        try {
            destroySubflow(token, tuple, false);
        } catch (NetlinkException e) {
            if (e.errno() != Errno.ESRCH || tuple.local().isIpv6() || tuple.remote().isIpv6()) {
                throw e;
            }
            destroySubflow(token, tuple, true);
        }
    }

    private void destroySubflow(int token, FourTuple tuple, boolean mapped) throws NetlinkException {
        run(() -> "close subflow " + tuple + on(token), PathManagerProtocol.COMMAND_SUBFLOW_DESTROY,
            writer -> writer.u32Host(PathManagerProtocol.ATTRIBUTE_TOKEN, token)
                .nested(PathManagerProtocol.ATTRIBUTE_ADDRESS, AddressCodec.plain(tuple.local(), mapped))
                .nested(PathManagerProtocol.ATTRIBUTE_REMOTE_ADDRESS, AddressCodec.plain(tuple.remote(), mapped)));
    }

    /*
     * SET_FLAGS: TOKEN, ADDR {local with FLAGS}, ADDR_REMOTE. No BACKUP among the flags clears it.
     */
    @Override
    public void setBackup(int token, FourTuple tuple, boolean backup) throws NetlinkException {
        LocalAddress address = new LocalAddress(tuple.local(), 0, backup ? LocalAddress.FLAG_BACKUP : 0, 0);
        run(() -> (backup ? "set" : "clear") + " backup of subflow " + tuple + on(token),
            PathManagerProtocol.COMMAND_SET_FLAGS, writer -> writer
                .u32Host(PathManagerProtocol.ATTRIBUTE_TOKEN, token)
                .nested(PathManagerProtocol.ATTRIBUTE_ADDRESS, AddressCodec.local(address))
                .nested(PathManagerProtocol.ATTRIBUTE_REMOTE_ADDRESS, AddressCodec.remote(tuple.remote(), 0)));
    }

    /*
     * ANNOUNCE: TOKEN, ADDR {local with id and FLAG_SIGNAL}
     */
    @Override
    public void announce(int token, SocketEndpoint address, int id, int interfaceIndex) throws NetlinkException {
        LocalAddress local = new LocalAddress(address, id, LocalAddress.FLAG_SIGNAL, interfaceIndex);
        run(() -> "announce " + address + " with id " + id + on(token), PathManagerProtocol.COMMAND_ANNOUNCE,
            writer -> writer.u32Host(PathManagerProtocol.ATTRIBUTE_TOKEN, token)
                .nested(PathManagerProtocol.ATTRIBUTE_ADDRESS, AddressCodec.local(local)));
    }

    /*
     * REMOVE: TOKEN, LOC_ID
     */
    @Override
    public void remove(int token, int id) throws NetlinkException {
        run(() -> "withdraw address id " + id + on(token), PathManagerProtocol.COMMAND_REMOVE,
            writer -> writer.u32Host(PathManagerProtocol.ATTRIBUTE_TOKEN, token)
                .u8(PathManagerProtocol.ATTRIBUTE_LOCAL_ID, id));
    }

    /*
     * GET_ADDR as a dump: TOKEN, or nothing for the endpoints of the in-kernel path manager
     */
    @Override
    public List<LocalAddress> addresses(int token) throws NetlinkException {
        return netlink.dump(() -> "list addresses" + on(token), family, PathManagerProtocol.COMMAND_GET_ADDRESS,
            writer -> writer.u32Host(PathManagerProtocol.ATTRIBUTE_TOKEN, token), KernelPathManager::readAddress);
    }

    @Override
    public LocalAddress address(int token, int id) throws NetlinkException {
        return getAddress(() -> "get address id " + id + on(token), writer -> writer
            .u32Host(PathManagerProtocol.ATTRIBUTE_TOKEN, token)
            .nested(PathManagerProtocol.ATTRIBUTE_ADDRESS, AddressCodec.onlyId(id)));
    }

    @Override
    public List<LocalAddress> endpoints() throws NetlinkException {
        return netlink.dump(() -> "list endpoints", family, PathManagerProtocol.COMMAND_GET_ADDRESS, writer -> { },
            KernelPathManager::readAddress);
    }

    @Override
    public LocalAddress endpoint(int id) throws NetlinkException {
        return getAddress(() -> "get endpoint " + id,
            writer -> writer.nested(PathManagerProtocol.ATTRIBUTE_ADDRESS, AddressCodec.onlyId(id)));
    }

    @Override
    public void addEndpoint(LocalAddress address) throws NetlinkException {
        run(() -> "add endpoint " + address.endpoint(), PathManagerProtocol.COMMAND_ADD_ADDRESS,
            writer -> writer.nested(PathManagerProtocol.ATTRIBUTE_ADDRESS, AddressCodec.local(address)));
    }

    @Override
    public void removeEndpoint(LocalAddress address) throws NetlinkException {
        run(() -> "remove endpoint " + address.id(), PathManagerProtocol.COMMAND_DELETE_ADDRESS,
            writer -> writer.nested(PathManagerProtocol.ATTRIBUTE_ADDRESS, AddressCodec.local(address)));
    }

    @Override
    public void setEndpointFlags(LocalAddress address) throws NetlinkException {
        run(() -> "set flags of endpoint " + address.endpoint(), PathManagerProtocol.COMMAND_SET_FLAGS,
            writer -> writer.nested(PathManagerProtocol.ATTRIBUTE_ADDRESS, AddressCodec.local(address)));
    }

    @Override
    public void flushEndpoints() throws NetlinkException {
        run(() -> "remove all endpoints", PathManagerProtocol.COMMAND_FLUSH_ADDRESSES, writer -> { });
    }

    @Override
    public Limits limits() throws NetlinkException {
        return netlink.execute(() -> "get limits", family, PathManagerProtocol.COMMAND_GET_LIMITS, writer -> { },
            KernelPathManager::readLimits);
    }

    @Override
    public void setLimits(Limits limits) throws NetlinkException {
        run(() -> "set limits", PathManagerProtocol.COMMAND_SET_LIMITS, writer -> writer
            .u32Host(PathManagerProtocol.ATTRIBUTE_LIMIT_ADDRESSES, limits.acceptedAddresses())
            .u32Host(PathManagerProtocol.ATTRIBUTE_LIMIT_SUBFLOWS, limits.subflows()));
    }

    private static String on(int token) {
        return " on connection " + ConnectionToken.format(token);
    }

    private void run(Supplier<String> operation, int command, Consumer<AttributeWriter> attributes)
        throws NetlinkException {
        netlink.execute(operation, family, command, attributes, message -> null);
    }

    private LocalAddress getAddress(Supplier<String> operation, Consumer<AttributeWriter> attributes)
        throws NetlinkException {
        LocalAddress address = netlink.execute(operation, family, PathManagerProtocol.COMMAND_GET_ADDRESS, attributes,
            KernelPathManager::readAddress);
        if (address == null) {
            throw new NetlinkException(operation.get(), "the kernel's answer holds no address");
        }
        return address;
    }

    static LocalAddress readAddress(GenericMessage message) throws NetlinkException {
        LocalAddress address = null;
        AttributeReader reader = message.reader();
        while (reader.next()) {
            if (reader.type() == PathManagerProtocol.ATTRIBUTE_ADDRESS) {
                address = AddressCodec.read(reader.nested());
            }
        }
        reader.check("address");
        return address;
    }

    static Limits readLimits(GenericMessage message) throws NetlinkException {
        int addresses = 0;
        int subflows = 0;
        AttributeReader reader = message.reader();
        while (reader.next()) {
            switch (reader.type()) {
                case PathManagerProtocol.ATTRIBUTE_LIMIT_ADDRESSES -> addresses = reader.u32Host();
                case PathManagerProtocol.ATTRIBUTE_LIMIT_SUBFLOWS -> subflows = reader.u32Host();
                default -> { }
            }
        }
        reader.check("limits");
        return new Limits(addresses, subflows);
    }

    @Override
    public void close() {
        netlink.close();
    }
}
