// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.crosslayer.agent.controller.AgentIdentity;
import org.crosslayer.agent.controller.Channels;
import org.crosslayer.agent.controller.ControllerAddress;
import org.crosslayer.agent.controller.ControllerProbe;
import org.crosslayer.agent.controller.ControllerProbe.Answer;
import org.crosslayer.agent.controller.ControllerProbe.Attached;
import org.crosslayer.agent.controller.TlsFiles;
import org.crosslayer.agent.mptcp.Addresses;

/** Whether each controller can be reached and takes this agent, what it knows of one of this name, and its clock. */
public final class ControllerDoctor {
    private static final String CONTROLLER = "controller";
    private static final Duration SOON = Duration.ofDays(2);

    private final Findings findings;
    private final Instant now;
    private final AgentIdentity identity;
    private final List<InetAddress> own;
    private int answered;
    private int attached;

    /**
     * @param identity what the agent would call itself
     * @param own addresses that it would speak for
     */
    public ControllerDoctor(Findings findings, Instant now, AgentIdentity identity, List<InetAddress> own) {
        this.findings = findings;
        this.now = now;
        this.identity = identity;
        this.own = own;
    }

    /**
     * Tries all of them.
     *
     * @param running whether an agent runs here
     */
    public void check(List<ControllerAddress> controllers, Optional<TlsFiles> tls, boolean running) {
        if (controllers.isEmpty()) {
            findings.ok(CONTROLLER, "none is configured");
            return;
        }
        for (ControllerAddress controller : controllers) {
            try {
                // Channels of its own: they remember whose certificate they have seen last.
                tell(controller, ControllerProbe.run(controller, Channels.of(tls), identity.question(own)));
            } catch (IOException e) {
                findings.unknown(CONTROLLER, controller + ": not tried, " + e.getMessage(), "");
            }
        }
        if (running && answered == controllers.size() && attached == 0) {
            findings.warn(AgentDoctor.AGENT, "the one that runs here is attached to no controller",
                "its log says why, such as 'journalctl -u crosslayer-agent -n 30'");
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
            case WELCOME -> findings.fail(CONTROLLER, controller + ": does not take this agent as '"
                + identity.agentId() + "': " + result.reason(), "make certificate, addresses, name and version fit");
            default -> {
                result.answer().ifPresentOrElse(answer -> welcome(controller, answer), () -> old(controller));
                result.certificateEnd().filter(end -> Duration.between(now, end).compareTo(SOON) < 0)
                    .ifPresent(end -> findings.warn(CONTROLLER, controller + ": its certificate ends at " + end,
                        "renew it"));
            }
        }
    }

    private void old(ControllerAddress controller) {
        findings.ok(CONTROLLER, controller + ": answers as a Crosslayer controller");
        findings.unknown(CONTROLLER, controller + ": of an older version, which cannot be asked whether it takes this"
            + " agent, nor for its time", "the agent's log tells whether it is attached");
    }

    private void welcome(ControllerAddress controller, Answer answer) {
        String name = controller + " (" + answer.controllerId() + ")";
        answered++;
        if (answer.attached().isEmpty()) {
            findings.ok(CONTROLLER, name + ": would take this agent as '" + identity.agentId() + "'");
        } else if (isElsewhere(answer.attached().get())) {
            Attached other = answer.attached().get();
            findings.fail(CONTROLLER, name + ": another host's agent is attached as '" + identity.agentId()
                + "', from " + other.remote() + " (its addresses: " + text(other.addresses()) + "): each would end the"
                + " other's stream", "give each its own --agent-id");
        } else {
            attached++;
            findings.ok(CONTROLLER, name + ": agent '" + identity.agentId() + "' is attached, from "
                + answer.attached().get().remote());
        }
        ClockDoctor.compare(name, answer.aheadMillis(), answer.withinMillis(), findings);
    }

    /** It has none of this host's addresses; hosts without any cannot be told apart. */
    private boolean isElsewhere(Attached agent) {
        return !own.isEmpty() && !agent.addresses().isEmpty() && Collections.disjoint(own, agent.addresses());
    }

    private static String text(List<InetAddress> addresses) {
        return addresses.stream().map(Addresses::text).collect(Collectors.joining(", "));
    }
}
