// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.connections;

/** Does nothing; observers that want some of the changes extend it. */
public class NoObserver implements ConnectionObserver {
    @Override
    public void eligible(MptcpConnection connection, long nanos) {
    }

    @Override
    public void closed(MptcpConnection connection, long nanos) {
    }

    @Override
    public void subflowEstablished(MptcpConnection connection, Subflow subflow, long nanos) {
    }

    @Override
    public void subflowClosed(MptcpConnection connection, Subflow subflow, int error, Integer resetReason,
                              long nanos) {
    }

    @Override
    public void subflowPriority(MptcpConnection connection, Subflow subflow, long nanos) {
    }

    @Override
    public void addressAnnounced(MptcpConnection connection, AnnouncedAddress address, long nanos) {
    }

    @Override
    public void addressRemoved(MptcpConnection connection, int remoteId, long nanos) {
    }

    @Override
    public void standingFailed(MptcpConnection connection, PlanFailure failure, long nanos) {
    }

    @Override
    public void resynced(long nanos) {
    }
}
