// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import java.util.OptionalInt;
import org.crosslayer.agent.connections.TableSlots;
import org.crosslayer.agent.mptcp.Addresses;
import org.crosslayer.agent.mptcp.FourTuple;
import org.crosslayer.agent.mptcp.PathManager;
import org.crosslayer.agent.mptcp.SocketEndpoint;
import org.crosslayer.agent.netlink.Errno;
import org.crosslayer.agent.netlink.NetlinkException;
import org.crosslayer.agent.subflows.OpenResult;
import org.crosslayer.agent.subflows.OwnAddresses;
import org.crosslayer.agent.subflows.SlotRefused;
import org.crosslayer.control.v1.AnnounceAddress;
import org.crosslayer.control.v1.Command;
import org.crosslayer.control.v1.Outcome;
import org.crosslayer.control.v1.Result;
import org.crosslayer.control.v1.WithdrawAddress;

/** Commands that open no subflow: close, priority, and announcements of own addresses. */
final class AddressCommands {
    private final PathManager pathManager;
    private final TableSlots slots;
    private final OwnAddresses ownAddresses;

    AddressCommands(PathManager pathManager, TableSlots slots, OwnAddresses ownAddresses) {
        this.pathManager = pathManager;
        this.slots = slots;
        this.ownAddresses = ownAddresses;
    }

    Outcome run(Command command) {
        long id = command.getCommandId();
        try {
            slots.check(command.getToken());
            return carryOut(command).build();
        } catch (SlotRefused e) {
            Result result = e.status() == OpenResult.Status.UNKNOWN_CONNECTION ? Result.RESULT_UNKNOWN_CONNECTION
                : Result.RESULT_REFUSED_BY_AGENT;
            return Outcomes.of(id, result, 0, e.getMessage()).build();
        } catch (NetlinkException e) {
            boolean gone = e.errno() == Errno.ESRCH || e.errno() == Errno.ENOENT;
            Result result = gone && command.hasClose() ? Result.RESULT_ALREADY : Result.RESULT_REFUSED_BY_KERNEL;
            return Outcomes.of(id, result, e).build();
        }
    }

    private Outcome.Builder carryOut(Command command) throws SlotRefused, NetlinkException {
        int token = command.getToken();
        long id = command.getCommandId();
        switch (command.getKindCase()) {
            case CLOSE:
                FourTuple closed = Wire.tuple(command.getClose().getTuple());
                slots.checkClosable(token, closed);
                pathManager.destroySubflow(token, closed);
                return done(id);
            case SET_BACKUP:
                FourTuple tuple = Wire.tuple(command.getSetBackup().getTuple());
                boolean backup = command.getSetBackup().getBackup();
                pathManager.setBackup(token, tuple, backup);
                slots.prioritySet(token, tuple, backup);
                return done(id);
            case ANNOUNCE:
                return announce(id, token, command.getAnnounce());
            case WITHDRAW:
                return withdraw(id, token, command.getWithdraw());
            default:
                return Outcomes.of(id, Result.RESULT_REFUSED_BY_AGENT, 0, "this agent does not know the command");
        }
    }

    private Outcome.Builder announce(long id, int token, AnnounceAddress announce)
        throws SlotRefused, NetlinkException {
        SocketEndpoint address = new SocketEndpoint(Wire.address(announce.getAddress()), announce.getPort());
        if (!ownAddresses.contains(address.address())) {
            return Outcomes.of(id, Result.RESULT_REFUSED_BY_AGENT, 0,
                Addresses.text(address.address()) + " is not an address that this agent may use (see --address)");
        }
        pathManager.announce(token, address, slots.claimAnnouncement(token, address), 0);
        return done(id);
    }

    private Outcome.Builder withdraw(long id, int token, WithdrawAddress withdraw)
        throws SlotRefused, NetlinkException {
        SocketEndpoint address = new SocketEndpoint(Wire.address(withdraw.getAddress()), withdraw.getPort());
        OptionalInt announced = slots.announcement(token, address);
        if (announced.isEmpty()) {
            return Outcomes.of(id, Result.RESULT_ALREADY, 0, address + " is not announced");
        }
        pathManager.remove(token, announced.getAsInt());
        return done(id);
    }

    private static Outcome.Builder done(long id) {
        return Outcomes.of(id, Result.RESULT_DONE, 0, "");
    }
}
