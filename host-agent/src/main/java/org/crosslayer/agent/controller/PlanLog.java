// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import com.google.gson.stream.JsonWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import org.crosslayer.agent.files.FileFault;
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

    /**
     * Appends to a file, which is made if it is not there.
     *
     * @throws IOException with one clear line
     */
    public static PlanLog to(Path file) throws IOException {
        try {
            return new PlanLog(Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.CREATE,
                StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw new IOException("plan-log: cannot be written, " + FileFault.text(e), e);
        }
    }

    synchronized void write(SubflowPlan plan, List<Outcome> outcomes) {
        if (out == null) {
            return;
        }
        long now = System.currentTimeMillis();
        try {
            for (Outcome outcome : outcomes) {
                // A writer of its own for each line: one writer holds one document.
                line(new JsonWriter(out), now, plan, outcome);
                out.newLine();
            }
            out.flush();
        } catch (IOException e) {
            LOG.error("the plan log ends here: {}", FileFault.text(e));
            close();
        }
    }

    private static void line(JsonWriter line, long now, SubflowPlan plan, Outcome outcome) throws IOException {
        PlannedPath path = plan.getPaths(outcome.getPathIndex());
        line.beginObject();
        line.name("time_ms").value(now);
        line.name("token").value(ConnectionToken.format(plan.getToken()));
        line.name("command_id").value(Long.toUnsignedString(plan.getCommandId()));
        line.name("path_index").value(outcome.getPathIndex());
        line.name("result").value(outcome.getResult().name().substring("RESULT_".length()).toLowerCase(Locale.ROOT));
        line.name("error").value(outcome.getError() == 0 ? "" : Errno.name(outcome.getError()));
        line.name("message").value(outcome.getMessage());
        line.name("local_address").value(Addresses.text(Wire.address(path.getLocalAddress())));
        line.name("source_port").value(outcome.getSourcePort());
        line.name("remote_address").value(Addresses.text(Wire.address(path.getRemoteAddress())));
        line.name("remote_port").value(path.getRemotePort());
        line.name("candidates_in_use").value(outcome.getCandidatesInUse());
        line.name("since_established_us").value(outcome.getSinceEstablishedNs() / 1000.0);
        line.name("outbound_path").value(path.getOutboundPath());
        line.name("inbound_path").value(path.getInboundPath());
        line.endObject();
        line.flush();
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
