// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.crosslayer.control.v1.Capabilities;
import org.crosslayer.control.v1.Connection;
import org.crosslayer.control.v1.Hello;
import org.crosslayer.control.v1.StandingExecutor;
import org.crosslayer.mptcp.Agent;
import org.crosslayer.mptcp.AgentCapabilities;
import org.crosslayer.mptcp.AgentCapabilities.Ability;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.AnnouncedAddress;
import org.crosslayer.mptcp.ConnectionKey;
import org.crosslayer.mptcp.ConnectionToken;
import org.crosslayer.mptcp.FourTuple;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.Subflow;
import org.onlab.packet.IpAddress;

/** Turns parts of validated messages into values. */
final class WireValues {
    private static final ByteString IPV4_MAPPED = ByteString.fromHex("00000000000000000000ffff");

    private WireValues() {
    }

    static Agent agent(Hello hello, String remote, Instant now) {
        return new Agent(AgentId.agentId(hello.getAgentId()), hello.getAgentVersion(), hello.getKernelRelease(),
            hello.getAddressesList().stream().map(WireValues::address).collect(Collectors.toList()),
            capabilities(hello.getCapabilities()), remote, now, hex(hello.getInstanceId()), hello.getAttachment());
    }

    private static String hex(ByteString bytes) {
        StringBuilder text = new StringBuilder();
        bytes.forEach(b -> text.append(String.format("%02x", b)));
        return text.toString();
    }

    private static AgentCapabilities capabilities(Capabilities wire) {
        Set<Ability> abilities = EnumSet.noneOf(Ability.class);
        add(abilities, Ability.SUBFLOWS, wire.getSubflows());
        add(abilities, Ability.ANNOUNCE, wire.getAnnounce());
        add(abilities, Ability.SET_BACKUP, wire.getSetBackup());
        add(abilities, Ability.TELEMETRY, wire.getTelemetry());
        add(abilities, Ability.IPV6, wire.getIpv6());
        return new AgentCapabilities(abilities, wire.getMaxSubflows()).withStandingPlans(
            executor(wire.getStandingExecutor()), wire.getMaxStandingPlans(), wire.getMaxSourcePortPools());
    }

    static AgentCapabilities.StandingExecutor executor(StandingExecutor wire) {
        switch (wire) {
            case STANDING_EXECUTOR_AGENT:
                return AgentCapabilities.StandingExecutor.AGENT;
            case STANDING_EXECUTOR_KERNEL:
                return AgentCapabilities.StandingExecutor.KERNEL;
            default:
                return AgentCapabilities.StandingExecutor.NONE;
        }
    }

    private static void add(Set<Ability> abilities, Ability ability, boolean present) {
        if (present) {
            abilities.add(ability);
        }
    }

    static ConnectionKey key(AgentId agent, int token) {
        return ConnectionKey.connectionKey(agent, ConnectionToken.token(token));
    }

    static MptcpConnection connection(AgentId agent, Connection wire) {
        List<Subflow> subflows = wire.getSubflowsList().stream().map(WireValues::subflow).distinct()
            .collect(Collectors.toList());
        return MptcpConnection.builder(key(agent, wire.getToken()), tuple(wire.getInitial()))
            .serverSide(wire.getServerSide())
            .denyJoinInitial(wire.getDenyJoinInitial())
            .subflows(subflows)
            .standingPlan(wire.getStandingPlan())
            .announced(wire.getAnnouncedList().stream().map(WireValues::announced).collect(Collectors.toList()))
            .build();
    }

    static Subflow subflow(org.crosslayer.control.v1.Subflow wire) {
        return Subflow.subflow(tuple(wire.getTuple()), wire.getLocalId(), wire.getRemoteId(), wire.getBackup());
    }

    static AnnouncedAddress announced(org.crosslayer.control.v1.AnnouncedAddress wire) {
        return AnnouncedAddress.announcedAddress(wire.getAddressId(), address(wire.getAddress()), wire.getPort());
    }

    static FourTuple tuple(org.crosslayer.control.v1.FourTuple wire) {
        return FourTuple.fourTuple(address(wire.getLocalAddress()), wire.getLocalPort(),
            address(wire.getRemoteAddress()), wire.getRemotePort());
    }

    private static IpAddress address(ByteString wire) {
        ByteString bytes = wire.startsWith(IPV4_MAPPED) ? wire.substring(IPV4_MAPPED.size()) : wire;
        return IpAddress.valueOf(bytes.size() == IpAddress.INET_BYTE_LENGTH ? IpAddress.Version.INET
            : IpAddress.Version.INET6, bytes.toByteArray());
    }
}
