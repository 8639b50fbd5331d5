// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.crosslayer.fabric.Fabric;

/** A device of the fabric. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public final class DeviceView {
    /** In ONOS. */
    public final String id;
    /** In paths. */
    public final String name;
    /** Hash model with its parameters; null if not known. */
    @JsonInclude
    public final String hash;
    /** Whether the configuration has its next hops; otherwise those of shortest paths are assumed. */
    public final boolean routes;
    /** Live links to other devices. */
    public final int degree;
    /** Links that leave it, by ascending port; only of a single device. */
    public final List<LinkView> links;

    DeviceView(Fabric fabric, int device, int degree, List<LinkView> links) {
        this.id = fabric.device(device).id();
        this.name = fabric.device(device).name();
        this.hash = fabric.device(device).hash().map(Object::toString).orElse(null);
        this.routes = fabric.hasRoutes(device);
        this.degree = degree;
        this.links = links;
    }
}
