// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import java.util.Comparator;
import java.util.List;

/**
 * In which order an agent tries its controllers: an order of its own, drawn from its name, the same after every start
 * and however the list is sorted. So agents spread over the controllers, and those of one that dies spread over all
 * that are left (rendezvous hashing).
 */
final class ControllerOrder {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private ControllerOrder() {
    }

    static List<ControllerAddress> of(String agentId, List<ControllerAddress> controllers) {
        return controllers.stream().distinct()
            .sorted(Comparator.comparingLong((ControllerAddress each) -> draw(agentId + ' ' + each))
                .thenComparing(ControllerAddress::toString))
            .toList();
    }

    private static long draw(String text) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        // Names differ in their last characters, which FNV alone leaves in the low bits (finaliser of SplitMix64).
        hash = (hash ^ hash >>> 30) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ hash >>> 27) * 0x94d049bb133111ebL;
        return hash ^ hash >>> 31;
    }
}
