// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import org.crosslayer.agent.netlink.Errno;
import org.crosslayer.agent.netlink.NetlinkException;
import org.crosslayer.agent.subflows.OpenResult;
import org.crosslayer.control.v1.Outcome;
import org.crosslayer.control.v1.Result;

/** Makes outcomes of results. */
final class Outcomes {
    private static final int MAX_MESSAGE = 512;

    private Outcomes() {
    }

    static Outcome.Builder of(long commandId, OpenResult result, long sinceEstablishedNanos) {
        return of(commandId, wire(result.status()), result.errno(), result.message())
            .setSourcePort(result.sourcePort())
            .setCandidatesInUse(result.candidatesInUse())
            .setSinceEstablishedNs(sinceEstablishedNanos);
    }

    static Outcome.Builder of(long commandId, Result result, int errno, String message) {
        return Outcome.newBuilder().setCommandId(commandId).setResult(result).setError(errno)
            .setMessage(message.substring(0, Math.min(MAX_MESSAGE, message.length())));
    }

    static Outcome.Builder of(long commandId, Result result, NetlinkException e) {
        return of(commandId, result, e.errno(), e.kernelText().isEmpty() ? Errno.text(e.errno()) : e.kernelText());
    }

    private static Result wire(OpenResult.Status status) {
        return switch (status) {
            case DONE -> Result.RESULT_DONE;
            case PORTS_IN_USE -> Result.RESULT_PORTS_IN_USE;
            case REFUSED_BY_KERNEL, NOT_ESTABLISHED -> Result.RESULT_REFUSED_BY_KERNEL;
            case REFUSED_BY_AGENT -> Result.RESULT_REFUSED_BY_AGENT;
            case UNKNOWN_CONNECTION -> Result.RESULT_UNKNOWN_CONNECTION;
        };
    }
}
