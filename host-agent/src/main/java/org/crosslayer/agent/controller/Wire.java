// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.crosslayer.agent.connections.AnnouncedAddress;
import org.crosslayer.agent.connections.MptcpConnection;
import org.crosslayer.agent.connections.Subflow;
import org.crosslayer.agent.mptcp.FourTuple;
import org.crosslayer.agent.mptcp.SocketEndpoint;
import org.crosslayer.control.v1.Connection;

/** Turns the agent's values into those of the control protocol and back. */
final class Wire {
    private Wire() {
    }

    static ByteString address(InetAddress address) {
        // getAddress() gives a copy that nobody else has.
        return UnsafeByteOperations.unsafeWrap(address.getAddress());
    }

    /** An address of 4 or 16 bytes; the validator has seen to that. */
    static InetAddress address(ByteString bytes) {
        try {
            return InetAddress.getByAddress(bytes.toByteArray());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address of " + bytes.size() + " bytes", e);
        }
    }

    static org.crosslayer.control.v1.FourTuple tuple(FourTuple tuple) {
        return org.crosslayer.control.v1.FourTuple.newBuilder()
            .setLocalAddress(address(tuple.local().address()))
            .setRemoteAddress(address(tuple.remote().address()))
            .setLocalPort(tuple.local().port())
            .setRemotePort(tuple.remote().port())
            .build();
    }

    static FourTuple tuple(org.crosslayer.control.v1.FourTuple tuple) {
        return new FourTuple(new SocketEndpoint(address(tuple.getLocalAddress()), tuple.getLocalPort()),
            new SocketEndpoint(address(tuple.getRemoteAddress()), tuple.getRemotePort()));
    }

    static org.crosslayer.control.v1.Subflow subflow(Subflow subflow) {
        return org.crosslayer.control.v1.Subflow.newBuilder()
            .setTuple(tuple(subflow.tuple()))
            .setLocalId(subflow.localId())
            .setRemoteId(subflow.remoteId())
            .setBackup(subflow.backup())
            .build();
    }

    static org.crosslayer.control.v1.AnnouncedAddress announced(AnnouncedAddress announced) {
        return org.crosslayer.control.v1.AnnouncedAddress.newBuilder()
            .setAddress(address(announced.address().address()))
            .setPort(announced.address().port())
            .setAddressId(announced.remoteId())
            .build();
    }

    /** To be called under the table's lock. */
    static Connection connection(MptcpConnection connection) {
        Connection.Builder message = Connection.newBuilder()
            .setToken(connection.token())
            .setServerSide(connection.serverSide())
            .setInitial(tuple(connection.initial()))
            .setDenyJoinInitial(connection.denyJoinInitial())
            .setStandingPlan(connection.standingPlan());
        connection.subflows().forEach(subflow -> message.addSubflows(subflow(subflow)));
        connection.announced().forEach(address -> message.addAnnounced(announced(address)));
        return message.build();
    }
}
