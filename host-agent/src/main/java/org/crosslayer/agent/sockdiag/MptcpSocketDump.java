// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.sockdiag;

import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.crosslayer.agent.netlink.NetlinkException;

/** Reads the MPTCP connections of one network namespace. Needs no privilege but to see tokens: CAP_NET_ADMIN. */
public interface MptcpSocketDump extends AutoCloseable {
    /** All connections, listeners left out, each joined with its subflows. */
    List<MptcpSocket> connections() throws NetlinkException;

    /** Those with tokens that are wanted; the others take no memory, however many they are. */
    default List<MptcpSocket> connections(IntPredicate wanted) throws NetlinkException {
        return connections().stream().filter(socket -> wanted.test(socket.token())).toList();
    }

    /** One connection, by its token. */
    Optional<MptcpSocket> connection(int token) throws NetlinkException;

    @Override
    void close();
}
