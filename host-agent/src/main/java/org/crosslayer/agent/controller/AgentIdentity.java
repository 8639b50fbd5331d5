// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import com.google.protobuf.ByteString;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.List;
import org.crosslayer.agent.standing.StandingPlans;
import org.crosslayer.control.Limits;
import org.crosslayer.control.v1.AgentMessage;
import org.crosslayer.control.v1.Capabilities;
import org.crosslayer.control.v1.Hello;
import org.crosslayer.control.v1.StandingExecutor;

/**
 * Who this agent is, from its start to its end.
 *
 * @param maxSubflows its own limit of subflows per connection
 * @param instance random bytes of this start
 */
public record AgentIdentity(String agentId, String version, String kernelRelease, int maxSubflows,
                            ByteString instance) {
    /** An agent that starts now. */
    public static AgentIdentity starting(String agentId, String version, String kernelRelease, int maxSubflows) {
        byte[] random = new byte[Limits.INSTANCE_ID_BYTES];
        new SecureRandom().nextBytes(random);
        return new AgentIdentity(agentId, version, kernelRelease, maxSubflows, ByteString.copyFrom(random));
    }

    /** What a stream of this agent would begin with, for somebody who only asks whether it would be welcome. */
    public AgentMessage question(List<InetAddress> addresses) {
        return AgentMessage.newBuilder().setSequence(1)
            .setHello(introduction(addresses).setCapabilities(capabilities())).build();
    }

    private Hello.Builder introduction(List<InetAddress> addresses) {
        return Hello.newBuilder()
            .setProtocolVersion(Limits.PROTOCOL_VERSION)
            .setAgentId(agentId)
            .setInstanceId(instance)
            .setAgentVersion(version)
            .setKernelRelease(kernelRelease)
            .addAllAddresses(addresses.stream().limit(Limits.ADDRESSES).map(Wire::address).toList());
    }

    private Capabilities.Builder capabilities() {
        return Capabilities.newBuilder()
            .setSubflows(true)
            .setAnnounce(true)
            .setSetBackup(true)
            .setTelemetry(true)
            .setIpv6(true)
            .setMaxSubflows(maxSubflows);
    }

    Hello hello(List<InetAddress> addresses, StandingPlans standing, long attachment) {
        return introduction(addresses)
            .setAttachment(attachment)
            .setCapabilities(capabilities()
                .setStandingExecutor(standing.maxPlans() == 0 ? StandingExecutor.STANDING_EXECUTOR_UNSPECIFIED
                    : StandingWire.executor(standing.executor()))
                .setMaxStandingPlans(standing.maxPlans())
                .setMaxSourcePortPools(standing.maxPools()))
            .build();
    }
}
