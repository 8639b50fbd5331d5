// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp;

import org.onosproject.app.ApplicationService;
import org.onosproject.app.ApplicationState;
import org.onosproject.cluster.ClusterService;
import org.onosproject.cluster.ControllerNode;
import org.onosproject.cluster.NodeId;
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
    @Reference
    protected ApplicationService applicationService;
    @Reference
    protected ClusterService clusterService;

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

    /**
     * Tells the end of this node from that of the application, for components that are being deactivated.
     *
     * @return true if the application stays active on other nodes of the cluster
     */
    public boolean staysElsewhere() {
        return applicationService.getState(id) == ApplicationState.ACTIVE && hasOthers();
    }

    /**
     * Whether there are other nodes.
     *
     * @return true if one is active
     */
    public boolean hasOthers() {
        NodeId self = clusterService.getLocalNode().id();
        return clusterService.getNodes().stream().map(ControllerNode::id)
            .anyMatch(node -> !node.equals(self) && clusterService.getState(node).isActive());
    }
}
