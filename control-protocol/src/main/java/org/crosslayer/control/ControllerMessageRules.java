// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.control;

import org.crosslayer.control.v1.CheckResult;
import org.crosslayer.control.v1.Command;
import org.crosslayer.control.v1.CommandBatch;
import org.crosslayer.control.v1.ControllerMessage;
import org.crosslayer.control.v1.OpenSubflow;
import org.crosslayer.control.v1.PlannedPath;
import org.crosslayer.control.v1.Policy;
import org.crosslayer.control.v1.SubflowPlan;
import org.crosslayer.control.v1.Welcome;

/** Rules for what a controller sends. Unset bodies and kinds pass: they are of a newer controller. */
final class ControllerMessageRules {
    private ControllerMessageRules() {
    }

    static void check(ControllerMessage message) throws InvalidMessageException {
        switch (message.getBodyCase()) {
            case WELCOME:
                welcome(message.getWelcome(), FieldPath.root("welcome"));
                break;
            case PLAN:
                plan(message.getPlan(), FieldPath.root("plan"));
                break;
            case COMMANDS:
                commands(message.getCommands(), FieldPath.root("commands"));
                break;
            case POLICY:
                policy(message.getPolicy(), FieldPath.root("policy"));
                break;
            case STANDING:
                StandingRules.orders(message.getStanding(), FieldPath.root("standing"));
                break;
            case STANDING_RENEWAL:
                StandingRules.renewal(message.getStandingRenewal(), FieldPath.root("standing_renewal"));
                break;
            case LEAVE:
                FieldRules.range(message.getLeave().getWithinMs(), 0, Limits.LEAVE_MS,
                    FieldPath.root("leave").field("within_ms"));
                break;
            default:
                break;
        }
    }

    private static void welcome(Welcome welcome, FieldPath path) throws InvalidMessageException {
        FieldRules.nonZero(welcome.getProtocolVersion(), path.field("protocol_version"));
        FieldRules.text(welcome.getControllerId(), Limits.ID_CHARACTERS, path.field("controller_id"));
        policy(welcome.getPolicy(), path.field("policy"));
    }

    static void checkResult(CheckResult result, FieldPath path) throws InvalidMessageException {
        FieldRules.nonZero(result.getProtocolVersion(), path.field("protocol_version"));
        FieldRules.text(result.getControllerId(), Limits.ID_CHARACTERS, path.field("controller_id"));
        FieldPath attached = path.field("attached");
        FieldRules.text(result.getAttached().getRemote(), Limits.REMOTE_CHARACTERS, attached.field("remote"));
        FieldRules.count(result.getAttached().getAddressesCount(), 0, Limits.ADDRESSES, attached.field("addresses"));
        for (int i = 0; i < result.getAttached().getAddressesCount(); i++) {
            FieldRules.address(result.getAttached().getAddresses(i), attached.element("addresses", i));
        }
    }

    private static void policy(Policy policy, FieldPath path) throws InvalidMessageException {
        int interval = policy.getTelemetry().getIntervalMs();
        if (interval != 0) {
            FieldRules.range(interval, Limits.TELEMETRY_INTERVAL_MIN_MS, Limits.TELEMETRY_INTERVAL_MAX_MS,
                path.field("telemetry").field("interval_ms"));
        }
    }

    private static void plan(SubflowPlan plan, FieldPath path) throws InvalidMessageException {
        FieldRules.nonZero(plan.getToken(), path.field("token"));
        FieldRules.count(plan.getPathsCount(), 1, Limits.PATHS, path.field("paths"));
        for (int i = 0; i < plan.getPathsCount(); i++) {
            plannedPath(plan.getPaths(i), path.element("paths", i));
        }
    }

    private static void plannedPath(PlannedPath planned, FieldPath path) throws InvalidMessageException {
        FieldRules.address(planned.getLocalAddress(), path.field("local_address"));
        FieldRules.address(planned.getRemoteAddress(), path.field("remote_address"));
        FieldRules.sameFamily(planned.getLocalAddress(), planned.getRemoteAddress(), path);
        FieldRules.sourceOrDestinationPort(planned.getRemotePort(), path.field("remote_port"));
        FieldRules.range(planned.getRemoteId(), 0, Limits.ADDRESS_ID, path.field("remote_id"));
        FieldRules.differentPorts(planned.getCandidateSourcePortsList(), Limits.CANDIDATES, path,
            "candidate_source_ports");
        FieldRules.text(planned.getOutboundPath(), Limits.PATH_LABEL_CHARACTERS, path.field("outbound_path"));
        FieldRules.text(planned.getInboundPath(), Limits.PATH_LABEL_CHARACTERS, path.field("inbound_path"));
    }

    private static void commands(CommandBatch batch, FieldPath path) throws InvalidMessageException {
        FieldRules.count(batch.getCommandsCount(), 1, Limits.COMMANDS, path.field("commands"));
        for (int i = 0; i < batch.getCommandsCount(); i++) {
            command(batch.getCommands(i), path.element("commands", i));
        }
    }

    private static void command(Command command, FieldPath path) throws InvalidMessageException {
        FieldRules.nonZero(command.getToken(), path.field("token"));
        switch (command.getKindCase()) {
            case OPEN:
                open(command.getOpen(), path.field("open"));
                break;
            case CLOSE:
                FieldRules.tuple(command.getClose().hasTuple(), command.getClose().getTuple(),
                    path.field("close").field("tuple"));
                break;
            case SET_BACKUP:
                FieldRules.tuple(command.getSetBackup().hasTuple(), command.getSetBackup().getTuple(),
                    path.field("set_backup").field("tuple"));
                break;
            case ANNOUNCE:
                FieldRules.address(command.getAnnounce().getAddress(), path.field("announce").field("address"));
                FieldRules.range(command.getAnnounce().getPort(), 0, Limits.PORT,
                    path.field("announce").field("port"));
                break;
            case WITHDRAW:
                FieldRules.address(command.getWithdraw().getAddress(), path.field("withdraw").field("address"));
                FieldRules.range(command.getWithdraw().getPort(), 0, Limits.PORT,
                    path.field("withdraw").field("port"));
                break;
            default:
                break;
        }
    }

    private static void open(OpenSubflow open, FieldPath path) throws InvalidMessageException {
        FieldRules.address(open.getLocalAddress(), path.field("local_address"));
        FieldRules.address(open.getRemoteAddress(), path.field("remote_address"));
        FieldRules.sameFamily(open.getLocalAddress(), open.getRemoteAddress(), path);
        FieldRules.range(open.getSourcePort(), 0, Limits.PORT, path.field("source_port"));
        FieldRules.sourceOrDestinationPort(open.getRemotePort(), path.field("remote_port"));
        FieldRules.range(open.getRemoteId(), 0, Limits.ADDRESS_ID, path.field("remote_id"));
    }
}
