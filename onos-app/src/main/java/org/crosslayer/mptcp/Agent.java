// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.onlab.packet.IpAddress;

/** An agent that is attached to this ONOS node, as it introduced itself. */
public final class Agent {
    private final AgentId id;
    private final String version;
    private final String kernelRelease;
    private final List<IpAddress> addresses;
    private final AgentCapabilities capabilities;
    private final String remote;
    private final Instant attached;
    private final String instance;
    private final long attachment;

    /**
     * Makes an agent.
     *
     * @param id            its name
     * @param version       version of its software, for people
     * @param kernelRelease its kernel, for people
     * @param addresses     addresses of its host that subflows may use
     * @param capabilities  what it can do
     * @param remote        where its stream comes from, for people
     * @param attached      when it attached
     */
    public Agent(AgentId id, String version, String kernelRelease, List<IpAddress> addresses,
                 AgentCapabilities capabilities, String remote, Instant attached) {
        this(id, version, kernelRelease, addresses, capabilities, remote, attached, "", 0);
    }

    /**
     * Makes an agent of which it is known which of its starts and streams this is.
     *
     * @param instance   differs for every start of the agent's process
     * @param attachment number of its stream, higher for each; 0 if it does not number them
     */
    public Agent(AgentId id, String version, String kernelRelease, List<IpAddress> addresses,
                 AgentCapabilities capabilities, String remote, Instant attached, String instance, long attachment) {
        this.instance = requireNonNull(instance);
        this.attachment = attachment;
        this.id = requireNonNull(id);
        this.version = requireNonNull(version);
        this.kernelRelease = requireNonNull(kernelRelease);
        this.addresses = List.copyOf(addresses);
        this.capabilities = requireNonNull(capabilities);
        this.remote = requireNonNull(remote);
        this.attached = requireNonNull(attached);
    }

    /**
     * Name, unique in the fabric.
     *
     * @return id
     */
    public AgentId id() {
        return id;
    }

    /**
     * Version of the agent's software.
     *
     * @return text for people, may be empty
     */
    public String version() {
        return version;
    }

    /**
     * Kernel of the agent's host.
     *
     * @return text for people, may be empty
     */
    public String kernelRelease() {
        return kernelRelease;
    }

    /**
     * Addresses of the host that subflows may use.
     *
     * @return addresses
     */
    public List<IpAddress> addresses() {
        return addresses;
    }

    /**
     * What the agent can do.
     *
     * @return capabilities
     */
    public AgentCapabilities capabilities() {
        return capabilities;
    }

    /**
     * Where the agent's stream comes from.
     *
     * @return transport address, for people
     */
    public String remote() {
        return remote;
    }

    /**
     * When it attached.
     *
     * @return time of the Hello
     */
    public Instant attached() {
        return attached;
    }

    /**
     * Which start of the agent's process this is.
     *
     * @return text that differs for each
     */
    public String instance() {
        return instance;
    }

    /**
     * Number of the agent's stream, higher for each one to whichever node.
     *
     * @return 0 if the agent does not number its streams
     */
    public long attachment() {
        return attachment;
    }

    @Override
    public String toString() {
        return id + " at " + remote;
    }
}
