// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.rest;

import java.util.Set;
import org.onlab.rest.AbstractWebApplication;

/** The resources. */
public class MptcpWebApplication extends AbstractWebApplication {
    @Override
    public Set<Class<?>> getClasses() {
        return getClasses(AgentsResource.class, ChangesResource.class, ConnectionsResource.class, FabricResource.class,
            PathsResource.class, PolicyResource.class, StateResource.class);
    }
}
