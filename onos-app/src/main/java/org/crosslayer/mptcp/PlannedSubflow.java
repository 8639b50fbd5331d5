// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import org.onlab.packet.IpAddress;

/**
 * A subflow that the agent was told to open, and what is known of it. Whether it got through to the peer is not
 * part of it: then the connection has a {@link Subflow} that this one {@link #matches}.
 */
public final class PlannedSubflow {

    /** How far the agent has come. */
    public enum State {
        /** The plan was sent; no answer yet. */
        ASKED,
        /** The agent's kernel has sent the SYN, or the subflow was there already. */
        OPENED,
        /** The agent could or would not; see {@link PlannedSubflow#detail()}. */
        FAILED
    }

    private final IpAddress localAddress;
    private final IpAddress remoteAddress;
    private final int remotePort;
    private final List<Integer> sourcePorts;
    private final String outboundPath;
    private final String inboundPath;
    private final boolean backup;
    private final State state;
    private final int sourcePort;
    private final String detail;

    private PlannedSubflow(PlannedSubflow base, State state, int sourcePort, String detail) {
        this.localAddress = base.localAddress;
        this.remoteAddress = base.remoteAddress;
        this.remotePort = base.remotePort;
        this.sourcePorts = base.sourcePorts;
        this.outboundPath = base.outboundPath;
        this.inboundPath = base.inboundPath;
        this.backup = base.backup;
        this.state = state;
        this.sourcePort = sourcePort;
        this.detail = requireNonNull(detail);
    }

    private PlannedSubflow(FourTuple base, List<Integer> sourcePorts, String outboundPath, String inboundPath,
                           boolean backup) {
        this.localAddress = base.localAddress();
        this.remoteAddress = base.remoteAddress();
        this.remotePort = base.remotePort();
        this.sourcePorts = List.copyOf(sourcePorts);
        this.outboundPath = requireNonNull(outboundPath);
        this.inboundPath = requireNonNull(inboundPath);
        this.backup = backup;
        this.state = State.ASKED;
        this.sourcePort = 0;
        this.detail = "";
    }

    /**
     * A subflow that is about to be asked for.
     *
     * @param base         both ends; its local transport port does not count
     * @param sourcePorts  candidate source ports, best first
     * @param outboundPath links from this host, empty if unknown
     * @param inboundPath  links back to it, empty if unknown
     * @param backup       to be opened as a backup
     * @return planned subflow in state ASKED
     */
    public static PlannedSubflow asked(FourTuple base, List<Integer> sourcePorts,
                                       String outboundPath, String inboundPath, boolean backup) {
        return new PlannedSubflow(base, sourcePorts, outboundPath, inboundPath, backup);
    }

    /**
     * This subflow after the kernel accepted it.
     *
     * @param port source port that was taken
     * @return planned subflow in state OPENED
     */
    public PlannedSubflow opened(int port) {
        return new PlannedSubflow(this, State.OPENED, port, "");
    }

    /**
     * The same path from those source ports that are left after one.
     *
     * @param port one of the source ports
     * @return asked for anew; empty if there is none left
     */
    public Optional<PlannedSubflow> after(int port) {
        List<Integer> left = sourcePorts.subList(sourcePorts.indexOf(port) + 1, sourcePorts.size());
        return left.isEmpty() ? Optional.empty() : Optional.of(asked(FourTuple.fourTuple(localAddress, left.get(0),
            remoteAddress, remotePort), left, outboundPath, inboundPath, backup));
    }

    /**
     * This subflow after it came to nothing.
     *
     * @param why one line for people
     * @return planned subflow in state FAILED
     */
    public PlannedSubflow failed(String why) {
        return new PlannedSubflow(this, State.FAILED, 0, why);
    }

    /**
     * Whether an established subflow is this one.
     *
     * @param tuple ends of the established subflow
     * @return true if it has this one's source port, or one of the candidates while none is confirmed
     */
    public boolean matches(FourTuple tuple) {
        return state != State.FAILED && tuple.remotePort() == remotePort
            && (sourcePort == 0 ? sourcePorts.contains(tuple.localPort()) : sourcePort == tuple.localPort())
            && tuple.localAddress().equals(localAddress) && tuple.remoteAddress().equals(remoteAddress);
    }

    /**
     * Address of this host to open it from.
     *
     * @return address
     */
    public IpAddress localAddress() {
        return localAddress;
    }

    /**
     * Address of the peer.
     *
     * @return address
     */
    public IpAddress remoteAddress() {
        return remoteAddress;
    }

    /**
     * Destination port.
     *
     * @return port
     */
    public int remotePort() {
        return remotePort;
    }

    /**
     * Candidate source ports.
     *
     * @return ports, best first
     */
    public List<Integer> sourcePorts() {
        return sourcePorts;
    }

    /**
     * Links that its packets are expected to take from this host, as "device/port" joined by ">".
     *
     * @return label, empty if unknown
     */
    public String outboundPath() {
        return outboundPath;
    }

    /**
     * Links that its packets are expected to take back to this host.
     *
     * @return label, empty if unknown
     */
    public String inboundPath() {
        return inboundPath;
    }

    /**
     * Whether it is to be a backup.
     *
     * @return true if it is to carry data only when no other subflow is left
     */
    public boolean backup() {
        return backup;
    }

    /**
     * How far the agent has come.
     *
     * @return state
     */
    public State state() {
        return state;
    }

    /**
     * Source port that was taken.
     *
     * @return port, 0 unless OPENED
     */
    public int sourcePort() {
        return sourcePort;
    }

    /**
     * Why it failed.
     *
     * @return one line, empty unless FAILED
     */
    public String detail() {
        return detail;
    }

    @Override
    public String toString() {
        return state + " " + outboundPath + (detail.isEmpty() ? "" : ": " + detail);
    }
}
