// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.crosslayer.ecmp.Address;
import org.crosslayer.ecmp.EcmpModels;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.ecmp.ModelParameters;
import org.crosslayer.ecmp.NextHopGroup;
import org.crosslayer.ecmp.NextHopSelector;
import org.crosslayer.ecmp.PortSelector;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Choices of one device among four next hops, another source port each time: what a search for ports consists of.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HashBenchmark {

    private static final int SERVICE = 5001;
    private static final int PORT_MASK = 0x7fff;
    private static final long SEED = 42;

    /** Name of the model. */
    @Param({"linux-policy0", "linux-policy1", "linux-policy3", "ovs-hash", "ovs-dp-hash", "crc16", "crc16-ccitt",
            "crc32", "source-port-modulo"})
    public String model;

    /** Addresses. */
    @Param({"IPv4", "IPv6"})
    public String family;

    private NextHopSelector selector;
    private PortSelector bound;
    private FiveTuple flow;
    private int port;

    /** Makes the model. */
    @Setup
    public void make() {
        boolean six = family.equals("IPv6");
        flow = FiveTuple.tcp(Address.parse(six ? "2001:db8::1:1" : "10.0.1.1"), 1,
                Address.parse(six ? "2001:db8::2:1" : "10.0.2.1"), SERVICE);
        selector = EcmpModels.create(model, new Usual()).over(NextHopGroup.of(new int[] {1, 1, 1, 1}));
        bound = selector.bind(flow);
    }

    /** What does not depend on the ports was worked out before. */
    @Benchmark
    public int bound() {
        return bound.choose(++port & PORT_MASK, SERVICE);
    }

    /** The same for a pair of addresses that comes up once. */
    @Benchmark
    public int unbound() {
        return selector.choose(flow, ++port & PORT_MASK, SERVICE);
    }

    /** A seed; all fields of Open vSwitch that are there with either family; otherwise defaults. */
    private final class Usual implements ModelParameters {
        @Override
        public boolean has(String name) {
            return name.equals("seed") || name.equals("flowLabel") || name.equals("fields") && model.equals("ovs-hash");
        }

        @Override
        public long number(String name, long least, long most) {
            return name.equals("seed") ? SEED : least;
        }

        @Override
        public String text(String name) {
            throw refusal(name, "has a default");
        }

        @Override
        public List<String> texts(String name) {
            return family.equals("IPv6") ? List.of("ipv6_src", "ipv6_dst", "nw_proto", "tcp_src", "tcp_dst")
                    : List.of("ip_src", "ip_dst", "nw_proto", "tcp_src", "tcp_dst");
        }

        @Override
        public RuntimeException refusal(String name, String reason) {
            return new IllegalArgumentException(name + ": " + reason);
        }
    }
}
