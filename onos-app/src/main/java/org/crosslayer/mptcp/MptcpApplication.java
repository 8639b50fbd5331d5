// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp;

import org.onosproject.core.ApplicationId;
import org.onosproject.core.CoreService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The application's identity in ONOS; other components take it from here. */
@Component(immediate = true, service = MptcpApplication.class)
public class MptcpApplication {
    /** The application's name in ONOS; its network configuration lives under {@code apps/<name>}. */
    public static final String NAME = "org.crosslayer.mptcp";

    private final Logger log = LoggerFactory.getLogger(getClass());

    @Reference
    protected CoreService coreService;

    private ApplicationId id;

    @Activate
    protected void activate() {
        id = coreService.registerApplication(NAME);
        log.info("Started");
    }

    @Deactivate
    protected void deactivate() {
        log.info("Stopped");
    }

    /**
     * Returns the application's identifier.
     *
     * @return identifier registered with ONOS
     */
    public ApplicationId id() {
        return id;
    }
}
