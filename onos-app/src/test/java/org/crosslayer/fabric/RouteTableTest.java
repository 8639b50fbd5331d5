// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crosslayer.ecmp.Address;
import org.crosslayer.ecmp.NextHopGroup;

class RouteTableTest {

    /** Against looking through all prefixes; addresses are drawn so that they often share some bits. */
    @Property(tries = 300)
    void longestPrefixWins(@ForAll long seed) {
        Random random = new Random(seed);
        List<Address> prefixes = new ArrayList<>();
        List<Integer> lengths = new ArrayList<>();
        List<RouteTable.Route> routes = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            Address prefix = address(random);
            int length = random.nextInt((prefix.ipv6() ? Long.SIZE * 2 : Integer.SIZE) + 1);
            prefixes.add(prefix);
            lengths.add(length);
            routes.add(new RouteTable.Route(prefix, length, new long[] {i}, NextHopGroup.of(1), true));
        }
        RouteTable table = new RouteTable(routes, null, port -> port % 7 == 6 ? FabricLink.NONE : (int) port);
        for (int i = 0; i < 200; i++) {
            Address address = i < prefixes.size() ? prefixes.get(i) : address(random);
            int best = FabricLink.NONE;
            for (int j = 0; j < prefixes.size(); j++) {
                if (prefixes.get(j).sharesPrefix(address, lengths.get(j))
                        && (best == FabricLink.NONE || lengths.get(j) > lengths.get(best))) {
                    best = j;
                }
            }
            NextHops found = table.lookup(address);
            if (best == FabricLink.NONE || best % 7 == 6) {
                assertThat(found).isNull();
            } else {
                assertThat(found.link(0)).isEqualTo(best);
            }
        }
    }

    private static Address address(Random random) {
        byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (random.nextInt(3) == 0 ? random.nextInt(4) << 6 : 0);
        }
        return Address.of(bytes);
    }
}
