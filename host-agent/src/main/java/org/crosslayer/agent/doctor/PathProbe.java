// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Finds the routers on the way of a source port, as traceroute does: by SYNs with a rising TTL, each with the addresses
 * and ports of a subflow, so that switches hash them alike. None of them ends up as a connection for longer than the
 * other end takes to answer.
 */
public final class PathProbe {
    /**
     * A way.
     *
     * @param routers in order; empty for one that says nothing
     * @param arrived the destination has answered
     * @param problem why nothing was sent; empty if something was
     */
    public record Way(List<Optional<InetAddress>> routers, boolean arrived, String problem) {
        /**
         * Whether answers may have been taken for those of others: somebody farther away than one who has said nothing
         * has answered, or somebody twice in a row, to a SYN and to its repetition.
         */
        boolean isDoubtful() {
            int silent = routers.indexOf(Optional.<InetAddress>empty());
            boolean gapped = silent >= 0 && (arrived || routers.subList(silent, routers.size()).stream()
                .anyMatch(Optional::isPresent));
            return gapped || IntStream.range(1, routers.size()).anyMatch(hop -> routers.get(hop).isPresent()
                && routers.get(hop).equals(routers.get(hop - 1)));
        }
    }

    private static final int MOST_HOPS = 12;
    private static final int MOST_SILENT = 3;
    private static final int ATTEMPTS = 2;
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(600);
    /** A router's message may reach the raw socket a little later than the TCP socket. */
    private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final InetAddress local;
    private final InetSocketAddress to;
    private final IpFamily family;

    /** Both ends are of one family. */
    public PathProbe(InetAddress local, InetSocketAddress to) {
        this.local = local;
        this.to = to;
        this.family = IpFamily.of(to.getAddress());
    }

    /** Thrown away when the way is known. */
    private record Step(InetAddress router, boolean arrived) {
        static final Step SILENCE = new Step(null, false);
        static final Step ARRIVED = new Step(null, true);
    }

    /**
     * Follows one source port.
     *
     * @throws IOException CAP_NET_RAW is missing, or the destination cannot be routed to
     */
    public Way follow(int sourcePort) throws IOException {
        Way way = once(sourcePort);
        // A router that had to look for its neighbour first may have answered when a later one's turn had come.
        return way.isDoubtful() ? once(sourcePort) : way;
    }

    private Way once(int sourcePort) throws IOException {
        List<Optional<InetAddress>> routers = new ArrayList<>();
        try (ProbeSocket icmp = ProbeSocket.icmp(family)) {
            int silent = 0;
            for (int ttl = 1; ttl <= MOST_HOPS && silent < MOST_SILENT; ttl++) {
                Step step = Step.SILENCE;
                for (int attempt = 0; attempt < ATTEMPTS && step == Step.SILENCE; attempt++) {
                    try (ProbeSocket tcp = ProbeSocket.tcp(family, ttl)) {
                        int errno = tcp.bind(local, sourcePort);
                        if (errno != 0) {
                            return new Way(routers, false, errno == ProbeSocket.EADDRINUSE ? "the source port is in use"
                                : "the source port cannot be bound");
                        }
                        step = step(icmp, tcp, sourcePort);
                    }
                }
                if (step.arrived) {
                    return new Way(routers, true, "");
                }
                routers.add(Optional.ofNullable(step.router));
                silent = step.router == null ? silent + 1 : 0;
            }
        }
        return new Way(routers, false, "");
    }

    private Step step(ProbeSocket icmp, ProbeSocket tcp, int sourcePort) throws IOException {
        tcp.connect(to);
        long end = System.nanoTime() + PATIENCE_NANOS;
        boolean ended = false;
        for (long left = PATIENCE_NANOS; left > 0; left = end - System.nanoTime()) {
            int ready = icmp.await(ended ? null : tcp, left);
            if ((ready & 1) != 0) {
                Optional<IcmpMessage> message = icmp.receive().filter(
                    each -> each.sourcePort() == sourcePort && each.destinationPort() == to.getPort()
                        && each.destination().equals(to.getAddress()));
                if (message.isPresent()) {
                    return new Step(message.get().router(), false);
                }
            } else if ((ready & 2) != 0) {
                int error = tcp.error();
                if (error == 0 || error == ProbeSocket.ECONNREFUSED) {
                    return Step.ARRIVED;
                }
                ended = true;
                end = Math.min(end, System.nanoTime() + LATE_NANOS);
            }
        }
        return Step.SILENCE;
    }
}
