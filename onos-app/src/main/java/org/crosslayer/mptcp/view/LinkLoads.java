// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.view;

import org.crosslayer.fabric.Fabric;

/** Load that plans expect on links. */
interface LinkLoads {

    /**
     * Of one link.
     *
     * @param fabric network whose link is meant
     * @param link   link index in it
     * @return bits per second; 0 if loads are accounted on another network by now
     */
    long bps(Fabric fabric, int link);
}
