// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.config;

import org.crosslayer.ecmp.EcmpHash;
import org.onosproject.net.DeviceId;
import org.onosproject.net.config.Config;
import org.onosproject.net.config.InvalidFieldException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Network configuration {@code devices/DEVICE/ecmp}: how a device that ONOS knows from elsewhere (an OpenFlow or P4
 * switch) chooses among next hops. The members are those of a routed device's {@code ecmp}.
 */
public class EcmpConfig extends Config<DeviceId> {

    /** Configuration key. */
    static final String KEY = "ecmp";

    private static final Logger LOG = LoggerFactory.getLogger(EcmpConfig.class);

    /**
     * Checks the whole configuration.
     *
     * @return true
     * @throws InvalidFieldException with the place and the reason, which ONOS hands on to whoever configures; the
     *                               configuration in force stays
     */
    @Override
    public boolean isValid() {
        try {
            hash();
            return true;
        } catch (InvalidFieldException e) {
            // Where the configuration was stored before the application started, ONOS tells nobody else.
            LOG.warn("Refused {} of {}: {}", KEY, subject(), e.getMessage());
            throw e;
        }
    }

    /**
     * The configured hash.
     *
     * @return model
     * @throws InvalidFieldException if the configuration is not valid
     */
    public EcmpHash hash() {
        if ("routed".equals(subject().uri().getScheme())) {
            throw new InvalidFieldException(KEY, subject() + " has its ecmp in apps/org.crosslayer.mptcp/routedFabric");
        }
        return EcmpObject.parse(StrictJson.root(node));
    }
}
