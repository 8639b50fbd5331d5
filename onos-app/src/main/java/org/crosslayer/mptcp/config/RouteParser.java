// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.config;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.crosslayer.ecmp.EcmpHash;
import org.crosslayer.ecmp.GroupFeature;
import org.crosslayer.ecmp.NextHopGroup;
import org.crosslayer.mptcp.config.RoutedFabric.Route;
import org.onlab.packet.IpAddress;
import org.onlab.packet.IpPrefix;

/**
 * Reads one route of a router, with its group of next hops.
 */
final class RouteParser {

    private static final int MAX_WEIGHT = 65_536;
    /** OpenFlow keeps the numbers above for itself. */
    private static final long MAX_BUCKET_ID = 0xffff_ff00L;
    private static final int MAX_TABLE = 65_535;

    private final EcmpHash hash;
    private final List<StrictJson> nextHops;
    private final long[] ports;
    private final int[] weights;
    private final int[] bucketIds;
    private final Set<Long> usedPorts = new HashSet<>();
    private final Set<Long> usedIds = new HashSet<>();

    private RouteParser(EcmpHash hash, List<StrictJson> nextHops) {
        this.hash = hash;
        this.nextHops = nextHops;
        this.ports = new long[nextHops.size()];
        this.weights = new int[nextHops.size()];
        this.bucketIds = new int[nextHops.size()];
    }

    /** A route of a device with these ports and this hash (null if not known), and routes to these prefixes before. */
    static Route parse(StrictJson json, Set<Long> known, Set<IpPrefix> prefixes, EcmpHash hash) {
        IpPrefix prefix = prefix(json.object("prefix", "nextHops", "bucketTable").required("prefix"), prefixes);
        StrictJson list = json.required("nextHops");
        RouteParser parser = new RouteParser(hash, list.elements());
        if (parser.nextHops.isEmpty()) {
            throw list.invalid("expected at least one next hop");
        }
        for (int i = 0; i < parser.ports.length; i++) {
            parser.nextHop(i, known);
        }
        NextHopGroup group = NextHopGroup.of(parser.weights);
        if (!parser.usedIds.isEmpty()) {
            group = group.withBucketIds(parser.bucketIds);
        }
        if (json.optional("bucketTable").isPresent()) {
            group = group.withTable(parser.table(json.required("bucketTable")));
        }
        return new Route(prefix, parser.ports, parser.weights, group);
    }

    private static IpPrefix prefix(StrictJson json, Set<IpPrefix> prefixes) {
        IpPrefix prefix = json.parsed(IpPrefix::valueOf, "an IPv4 or IPv6 prefix such as 10.0.2.0/24");
        if (!prefix.address().equals(IpAddress.valueOf(json.text().substring(0, json.text().indexOf('/'))))) {
            throw json.invalid("has bits set to the right of the prefix; expected " + prefix);
        }
        if (!prefixes.add(prefix)) {
            throw json.invalid("the device has a route to " + prefix + " already");
        }
        return prefix;
    }

    private void nextHop(int i, Set<Long> known) {
        StrictJson json = nextHops.get(i).object("port", "weight", "bucketId");
        StrictJson port = json.required("port");
        ports[i] = port.number(1, RoutedFabricParser.MAX_PORT);
        if (!known.contains(ports[i])) {
            throw port.invalid("the device has no port " + ports[i]);
        }
        if (!usedPorts.add(ports[i])) {
            throw port.invalid("port " + ports[i] + " is there twice");
        }
        weights[i] = json.optional("weight").map(weight -> (int) weight.number(1, MAX_WEIGHT)).orElse(1);
        if (weights[i] != 1 && hash != null && !hash.supports(GroupFeature.WEIGHTS)) {
            throw json.required("weight").invalid(hash + " knows no weights; expected 1");
        }
        if (json.optional("bucketId").isPresent() || !usedIds.isEmpty()) {
            bucketId(i, json.required("bucketId"));
        }
    }

    private void bucketId(int i, StrictJson json) {
        need(GroupFeature.BUCKET_IDS, json);
        long id = json.number(0, MAX_BUCKET_ID);
        if (usedIds.size() < i) {
            throw json.invalid("the next hops before have none; expected one for all of them or for none");
        }
        if (!usedIds.add(id)) {
            throw json.invalid("bucket id " + id + " is there twice");
        }
        bucketIds[i] = (int) id;
    }

    private int[] table(StrictJson json) {
        need(GroupFeature.BUCKET_TABLE, json);
        List<StrictJson> buckets = json.elements();
        if (buckets.isEmpty() || buckets.size() > MAX_TABLE) {
            throw json.invalid("expected 1.." + MAX_TABLE + " buckets, found " + buckets.size());
        }
        return buckets.stream().mapToInt(bucket -> (int) bucket.number(0, ports.length - 1)).toArray();
    }

    private void need(GroupFeature feature, StrictJson json) {
        if (hash == null || !hash.supports(feature)) {
            throw json.invalid((hash == null ? "a device without ecmp" : hash) + " knows no " + feature);
        }
    }
}
