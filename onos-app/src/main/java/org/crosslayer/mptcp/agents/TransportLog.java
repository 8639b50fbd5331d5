// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import java.util.List;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one line of each connection that fails below the protocol: gRPC logs a stack trace for every stranger's
 * certificate and every port scan.
 */
final class TransportLog implements Filter {
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(TransportLog.class);
    private static final String PACKAGE = "io.grpc.netty.shaded.io.grpc.netty.";

    /** Held here because the JDK forgets loggers, filters included, that nobody holds. */
    private final List<Logger> loggers = List.of(
        Logger.getLogger(PACKAGE + "NettyServerTransport"),
        Logger.getLogger(PACKAGE + "NettyServerTransport.connections"),
        Logger.getLogger(PACKAGE + "NettyServerStream"));

    void install() {
        loggers.forEach(logger -> logger.setFilter(this));
    }

    void remove() {
        loggers.forEach(logger -> logger.setFilter(null));
    }

    @Override
    public boolean isLoggable(LogRecord record) {
        Throwable problem = record.getThrown();
        if (problem == null) {
            return true;
        }
        while (problem.getCause() != null) {
            problem = problem.getCause();
        }
        LOG.info("A connection to the agents' port failed: {}", String.valueOf(problem.getMessage()).trim());
        return false;
    }
}
