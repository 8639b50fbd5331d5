// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import com.google.gson.JsonObject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import org.crosslayer.agent.mptcp.Addresses;
import org.crosslayer.agent.mptcp.ConnectionToken;
import org.crosslayer.agent.netlink.Errno;
import org.crosslayer.control.v1.Outcome;
import org.crosslayer.control.v1.PlannedPath;
import org.crosslayer.control.v1.SubflowPlan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One JSON line for every path of every plan that was carried out, appended to a file. */
public final class PlanLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PlanLog.class);

    private BufferedWriter out;

    private PlanLog(BufferedWriter out) {
        this.out = out;
    }

    /** A log that goes nowhere. */
    public static PlanLog none() {
        return new PlanLog(null);
    }

    /** Appends to a file, which is made if it is not there. */
    public static PlanLog to(Path file) throws IOException {
        return new PlanLog(Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.CREATE,
            StandardOpenOption.APPEND));
    }

    synchronized void write(SubflowPlan plan, List<Outcome> outcomes) {
        if (out == null) {
            return;
        }
        long now = System.currentTimeMillis();
        try {
            for (Outcome outcome : outcomes) {
                out.write(line(now, plan, outcome).toString());
                out.newLine();
            }
            out.flush();
        } catch (IOException e) {
            LOG.error("the plan log ends here: {}", e.getMessage());
            close();
        }
    }

    private static JsonObject line(long now, SubflowPlan plan, Outcome outcome) {
        PlannedPath path = plan.getPaths(outcome.getPathIndex());
        JsonObject line = new JsonObject();
        line.addProperty("time_ms", now);
        line.addProperty("token", ConnectionToken.format(plan.getToken()));
        line.addProperty("command_id", Long.toUnsignedString(plan.getCommandId()));
        line.addProperty("path_index", outcome.getPathIndex());
        line.addProperty("result", outcome.getResult().name().substring("RESULT_".length()).toLowerCase(Locale.ROOT));
        line.addProperty("error", outcome.getError() == 0 ? "" : Errno.name(outcome.getError()));
        line.addProperty("message", outcome.getMessage());
        line.addProperty("local_address", Addresses.text(Wire.address(path.getLocalAddress())));
        line.addProperty("source_port", outcome.getSourcePort());
        line.addProperty("remote_address", Addresses.text(Wire.address(path.getRemoteAddress())));
        line.addProperty("remote_port", path.getRemotePort());
        line.addProperty("candidates_in_use", outcome.getCandidatesInUse());
        line.addProperty("since_established_us", outcome.getSinceEstablishedNs() / 1000.0);
        line.addProperty("outbound_path", path.getOutboundPath());
        line.addProperty("inbound_path", path.getInboundPath());
        return line;
    }

    @Override
    public synchronized void close() {
        if (out != null) {
            try {
                out.close();
            } catch (IOException e) {
                LOG.debug("closing the plan log", e);
            }
            out = null;
        }
    }
}
