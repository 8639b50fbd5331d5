// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.mptcp;

import java.net.InetAddress;
import java.util.Optional;
import org.crosslayer.agent.genetlink.GenericMessage;
import org.crosslayer.agent.netlink.AttributeReader;
import org.crosslayer.agent.netlink.NetlinkException;

/** Makes events of the messages of group {@code mptcp_pm_events}, whatever the order of their attributes is. */
final class EventDecoder {
    private int token;
    private boolean hasToken;
    private int localId;
    private int remoteId;
    private boolean hasRemoteId;
    private InetAddress source;
    private InetAddress destination;
    private int sourcePort;
    private int destinationPort;
    private boolean backup;
    private int error;
    private int flags;
    private int timeout;
    private int interfaceIndex;
    private int resetReason;
    private int resetFlags;
    private boolean hasReset;
    private boolean serverSide;

    private EventDecoder() {
    }

    /**
     * Decodes one message.
     *
     * @throws NetlinkException it is malformed or lacks what its kind must have
     */
    static MptcpEvent decode(GenericMessage message) throws NetlinkException {
        EventDecoder fields = new EventDecoder();
        AttributeReader reader = message.reader();
        while (reader.next()) {
            fields.read(reader);
        }
        reader.check("path manager event " + message.command());
        return fields.event(message.command());
    }

    private void read(AttributeReader reader) {
        switch (reader.type()) {
            case PathManagerProtocol.EVENT_ATTRIBUTE_TOKEN -> {
                token = reader.u32Host();
                hasToken = true;
            }
            case PathManagerProtocol.EVENT_ATTRIBUTE_LOCAL_ID -> localId = reader.u8();
            case PathManagerProtocol.EVENT_ATTRIBUTE_REMOTE_ID -> {
                remoteId = reader.u8();
                hasRemoteId = true;
            }
            case PathManagerProtocol.EVENT_ATTRIBUTE_SOURCE_IPV4 -> source = Addresses.of(reader.bytes(4));
            case PathManagerProtocol.EVENT_ATTRIBUTE_SOURCE_IPV6 -> source = Addresses.of(reader.bytes(16));
            case PathManagerProtocol.EVENT_ATTRIBUTE_DESTINATION_IPV4 -> destination = Addresses.of(reader.bytes(4));
            case PathManagerProtocol.EVENT_ATTRIBUTE_DESTINATION_IPV6 -> destination = Addresses.of(reader.bytes(16));
            case PathManagerProtocol.EVENT_ATTRIBUTE_SOURCE_PORT -> sourcePort = reader.u16Network();
            case PathManagerProtocol.EVENT_ATTRIBUTE_DESTINATION_PORT -> destinationPort = reader.u16Network();
            case PathManagerProtocol.EVENT_ATTRIBUTE_BACKUP -> backup = reader.u8() != 0;
            case PathManagerProtocol.EVENT_ATTRIBUTE_ERROR -> error = reader.u8();
            case PathManagerProtocol.EVENT_ATTRIBUTE_FLAGS -> flags = reader.u16Host();
            case PathManagerProtocol.EVENT_ATTRIBUTE_TIMEOUT -> timeout = reader.u32Host();
            case PathManagerProtocol.EVENT_ATTRIBUTE_INTERFACE -> interfaceIndex = reader.u32Host();
            case PathManagerProtocol.EVENT_ATTRIBUTE_RESET_REASON -> {
                resetReason = reader.u32Host();
                hasReset = true;
            }
            case PathManagerProtocol.EVENT_ATTRIBUTE_RESET_FLAGS -> resetFlags = reader.u32Host();
            case PathManagerProtocol.EVENT_ATTRIBUTE_SERVER_SIDE -> serverSide = reader.u8() != 0;
            default -> { }
        }
    }

    private MptcpEvent event(int number) throws NetlinkException {
        return switch (number) {
            case PathManagerProtocol.EVENT_CREATED ->
                new MptcpEvent.Created(token(), tuple(), isServerSide(), deniesJoinId0());
            case PathManagerProtocol.EVENT_ESTABLISHED ->
                new MptcpEvent.Established(token(), tuple(), isServerSide(), deniesJoinId0());
            case PathManagerProtocol.EVENT_CLOSED -> new MptcpEvent.Closed(token());
            case PathManagerProtocol.EVENT_ANNOUNCED ->
                new MptcpEvent.Announced(token(), remoteId(), endpoint("remote", destination, destinationPort));
            case PathManagerProtocol.EVENT_REMOVED -> new MptcpEvent.Removed(token(), remoteId());
            case PathManagerProtocol.EVENT_SUBFLOW_ESTABLISHED ->
                new MptcpEvent.SubflowEstablished(token(), subflow());
            case PathManagerProtocol.EVENT_SUBFLOW_CLOSED -> new MptcpEvent.SubflowClosed(token(), subflow(),
                hasReset ? Optional.of(new SubflowReset(resetReason, resetFlags)) : Optional.empty());
            case PathManagerProtocol.EVENT_SUBFLOW_PRIORITY -> new MptcpEvent.SubflowPriority(token(), subflow());
            case PathManagerProtocol.EVENT_LISTENER_CREATED ->
                new MptcpEvent.ListenerCreated(endpoint("local", source, sourcePort));
            case PathManagerProtocol.EVENT_LISTENER_CLOSED ->
                new MptcpEvent.ListenerClosed(endpoint("local", source, sourcePort));
            default -> new MptcpEvent.Unknown(number);
        };
    }

    private boolean isServerSide() {
        return serverSide || (flags & PathManagerProtocol.EVENT_FLAG_SERVER_SIDE) != 0;
    }

    private boolean deniesJoinId0() {
        return (flags & PathManagerProtocol.EVENT_FLAG_DENY_JOIN_ID0) != 0;
    }

    private int token() throws NetlinkException {
        require(hasToken, "token");
        return token;
    }

    private int remoteId() throws NetlinkException {
        require(hasRemoteId, "remote address id");
        return remoteId;
    }

    private FourTuple tuple() throws NetlinkException {
        return new FourTuple(endpoint("local", source, sourcePort), endpoint("remote", destination, destinationPort));
    }

    private SubflowDetails subflow() throws NetlinkException {
        return new SubflowDetails(tuple(), localId, remoteId, backup, interfaceIndex, error, timeout);
    }

    private static SocketEndpoint endpoint(String side, InetAddress address, int port) throws NetlinkException {
        require(address != null, side + " address");
        return new SocketEndpoint(address, port);
    }

    private static void require(boolean there, String what) throws NetlinkException {
        if (!there) {
            throw new NetlinkException("read path manager event", "no " + what);
        }
    }
}
