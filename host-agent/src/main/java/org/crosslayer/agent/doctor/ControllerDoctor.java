// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.doctor;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.crosslayer.agent.controller.Channels;
import org.crosslayer.agent.controller.ControllerAddress;
import org.crosslayer.agent.controller.ControllerProbe;
import org.crosslayer.agent.controller.TlsFiles;

/** Whether each controller can be reached, and takes this agent. */
public final class ControllerDoctor {
    private static final String CONTROLLER = "controller";
    private static final Duration SOON = Duration.ofDays(2);

    private final Findings findings;
    private final Instant now;

    public ControllerDoctor(Findings findings, Instant now) {
        this.findings = findings;
        this.now = now;
    }

    /** Tries all of them. */
    public void check(List<ControllerAddress> controllers, Optional<TlsFiles> tls) {
        if (controllers.isEmpty()) {
            findings.ok(CONTROLLER, "none is configured");
        }
        for (ControllerAddress controller : controllers) {
            try {
                // Channels of its own: they remember whose certificate they have seen last.
                tell(controller, ControllerProbe.run(controller, Channels.of(tls)));
            } catch (IOException e) {
                findings.unknown(CONTROLLER, controller + ": not tried, " + e.getMessage(), "");
            }
        }
    }

    private void tell(ControllerAddress controller, ControllerProbe.Result result) {
        switch (result.failed()) {
            case NAME -> findings.fail(CONTROLLER, controller + ": " + result.reason(),
                "see /etc/hosts and /etc/resolv.conf, or give an address");
            case TCP -> findings.fail(CONTROLLER, controller + ": no TCP connection: " + result.reason(),
                "is the application active there (ONOS: 'apps -s -a'), listenAddress and port as here, and no firewall"
                    + " between?");
            case TLS -> findings.fail(CONTROLLER, controller + ": refused: " + result.reason(),
                "both ends need certificates of an authority in the other's trust file, in time, and the port has to be"
                    + " that of the application for agents");
            default -> {
                findings.ok(CONTROLLER, controller + ": answers as a Crosslayer controller");
                result.certificateEnd().filter(end -> Duration.between(now, end).compareTo(SOON) < 0)
                    .ifPresent(end -> findings.warn(CONTROLLER, controller + ": its certificate ends at " + end,
                        "renew it"));
            }
        }
    }
}
