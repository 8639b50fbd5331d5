// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

import java.util.Optional;
import org.crosslayer.ecmp.EcmpHash;

/**
 * A switch or router of the fabric.
 */
public final class FabricDevice {

    private final String id;
    private final String name;
    private final EcmpHash hash;

    FabricDevice(String id, String name, EcmpHash hash) {
        this.id = id;
        this.name = name;
        this.hash = hash;
    }

    /**
     * Identifier at the controller.
     *
     * @return for example routed:r1
     */
    public String id() {
        return id;
    }

    /**
     * Name for people.
     *
     * @return for example r1
     */
    public String name() {
        return name;
    }

    /**
     * How the device chooses among equal-cost next hops.
     *
     * @return empty if that is not known
     */
    public Optional<EcmpHash> hash() {
        return Optional.ofNullable(hash);
    }

    /** The hash without an object around it. */
    EcmpHash hashOrNull() {
        return hash;
    }

    @Override
    public String toString() {
        return name;
    }
}
