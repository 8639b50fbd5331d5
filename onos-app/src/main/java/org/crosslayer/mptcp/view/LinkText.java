// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.view;

import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.FabricLink;

/** How links are written. */
public final class LinkText {
    private LinkText() {
    }

    /**
     * The ends of a link.
     *
     * @param fabric network
     * @param index  link index in it
     * @return for people
     */
    public static String ends(Fabric fabric, int index) {
        FabricLink link = fabric.link(index);
        return end(fabric, link.sourceDevice(), link.sourcePort(), link.host()) + " > "
            + end(fabric, link.destinationDevice(), link.destinationPort(), link.host());
    }

    private static String end(Fabric fabric, int device, long port, int host) {
        return device == FabricLink.NONE ? "host " + fabric.host(host) : fabric.device(device) + "/" + port;
    }
}
