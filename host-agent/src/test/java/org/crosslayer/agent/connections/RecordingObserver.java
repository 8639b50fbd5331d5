// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.connections;

import java.util.ArrayList;
import java.util.List;

/** Writes down what it is told. */
final class RecordingObserver implements ConnectionObserver {
    final List<String> told = new ArrayList<>();

    @Override
    public void eligible(MptcpConnection connection, long nanos) {
        told.add("eligible " + connection.token());
    }

    @Override
    public void closed(MptcpConnection connection, long nanos) {
        told.add("closed " + connection.token());
    }

    @Override
    public void subflowEstablished(MptcpConnection connection, Subflow subflow, long nanos) {
        told.add("up " + subflow.tuple().local().port());
    }

    @Override
    public void subflowClosed(MptcpConnection connection, Subflow subflow, int error, Integer resetReason,
                              long nanos) {
        told.add("down " + subflow.tuple().local().port() + " " + error);
    }

    @Override
    public void subflowPriority(MptcpConnection connection, Subflow subflow, long nanos) {
        told.add("priority " + subflow.tuple().local().port() + " " + subflow.backup());
    }

    @Override
    public void addressAnnounced(MptcpConnection connection, AnnouncedAddress address, long nanos) {
        told.add("announced " + address.address());
    }

    @Override
    public void addressRemoved(MptcpConnection connection, int remoteId, long nanos) {
        told.add("removed " + remoteId);
    }

    @Override
    public void standingFailed(MptcpConnection connection, PlanFailure failure, long nanos) {
        told.add("standing plan failed " + failure);
    }

    @Override
    public void resynced(long nanos) {
        told.add("resynced");
    }
}
