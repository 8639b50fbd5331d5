// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.rest;

import org.onosproject.rest.ApiDocProvider;
import org.onosproject.rest.ApiDocService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Has ONOS show the description of this interface among its own. */
@Component(immediate = true, service = {})
public class ApiDocs {
    @Reference
    protected ApiDocService service;

    private final ApiDocProvider provider =
        new ApiDocProvider("/onos/mptcp/v1", "Crosslayer for Multipath TCP", ApiDocs.class.getClassLoader());

    @Activate
    protected void activate() {
        service.register(provider);
    }

    @Deactivate
    protected void deactivate() {
        service.unregister(provider);
    }
}
