// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.onoscore;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.onosproject.net.driver.DefaultDriver;
import org.onosproject.net.driver.Driver;
import org.onosproject.net.driver.DriverAdminService;
import org.onosproject.net.driver.DriverProvider;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Brings the driver named "default", which can do nothing. ONOS withholds its DriverService, and all that depends on
 * it, until a driver of that name exists.
 */
@Component(immediate = true, service = DefaultDriverLoader.class)
public class DefaultDriverLoader implements DriverProvider {
    private final Set<Driver> drivers =
            Set.of(new DefaultDriver("default", List.of(), "unknown", "unknown", "unknown", Map.of(), Map.of()));

    @Reference
    protected DriverAdminService driverAdminService;

    @Activate
    protected void activate() {
        driverAdminService.registerProvider(this);
    }

    @Deactivate
    protected void deactivate() {
        driverAdminService.unregisterProvider(this);
    }

    @Override
    public Set<Driver> getDrivers() {
        return drivers;
    }
}
