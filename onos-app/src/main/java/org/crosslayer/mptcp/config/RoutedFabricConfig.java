// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.config;

import org.onosproject.core.ApplicationId;
import org.onosproject.net.config.Config;
import org.onosproject.net.config.InvalidFieldException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Network configuration {@code apps/org.crosslayer.mptcp/routedFabric}: routers, links and hosts that no protocol
 * tells ONOS about. The members are described in the application's README.
 */
public class RoutedFabricConfig extends Config<ApplicationId> {

    /** Configuration key. */
    static final String KEY = "routedFabric";

    /** What ONOS stores of it has to fit into an entry of its Raft log, 1,048,576 bytes, with some things beside it. */
    private static final int MOST_CHARACTERS = 1_040_000;
    private static final Logger LOG = LoggerFactory.getLogger(RoutedFabricConfig.class);

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
            checkSize();
            fabric();
            return true;
        } catch (InvalidFieldException e) {
            // Where the configuration was stored before the application started, ONOS tells nobody else.
            LOG.warn("Refused {}: {}", KEY, e.getMessage());
            throw e;
        }
    }

    /** Without this ONOS would answer 500 and no reason: StorageException.TooLarge stays in its log. */
    private void checkSize() {
        int size = node == null ? 0 : node.toString().length();
        if (size > MOST_CHARACTERS) {
            throw new InvalidFieldException(KEY, "has " + size + " characters without spaces, at most "
                + MOST_CHARACTERS + " can be stored (ONOS's store takes no entry above 1 MiB): write ports and hosts"
                + " that follow each other as one entry with a count");
        }
    }

    /**
     * The configured network.
     *
     * @return network
     * @throws InvalidFieldException if the configuration is not valid
     */
    public RoutedFabric fabric() {
        return RoutedFabricParser.parse(node);
    }
}
