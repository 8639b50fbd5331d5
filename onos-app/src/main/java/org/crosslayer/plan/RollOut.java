// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.zip.CRC32;

/** Which hosts a policy is for while it is being introduced. */
final class RollOut {

    /** A policy that has reached all of them. */
    static final int ALL = 100;

    private RollOut() {
    }

    /**
     * Whether it has reached a host. The same answer everywhere and always; with a greater part further ones are
     * reached, and none is lost.
     *
     * @param host    its agent's name
     * @param percent 0..100
     */
    static boolean reached(String host, int percent) {
        if (percent == ALL) {
            return true;
        }
        CRC32 crc = new CRC32();
        crc.update(host.getBytes(UTF_8));
        // Names differ in their last letters, which CRC keeps in a few bits: mixed, or h1 to h9 would come together.
        return Math.floorMod(PortSequence.mix(crc.getValue()), ALL) < percent;
    }
}
