// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.routed;

import org.crosslayer.mptcp.FakeOnos;
import org.crosslayer.mptcp.TestApplication;
import org.crosslayer.mptcp.config.NetworkConfiguration;
import org.onosproject.mastership.MastershipServiceAdapter;

/** Starts the provider for tests of other packages. */
public final class TestProviders {

    private TestProviders() {
    }

    /** Starts a provider; run the result to stop it. */
    public static Runnable start(FakeOnos onos, NetworkConfiguration configuration) {
        RoutedFabricProvider provider = new RoutedFabricProvider();
        provider.configuration = configuration;
        provider.deviceRegistry = onos.deviceRegistry;
        provider.linkRegistry = onos.linkRegistry;
        provider.hostRegistry = onos.hostRegistry;
        provider.deviceService = onos.devices;
        provider.mastershipService = new MastershipServiceAdapter();
        provider.application = TestApplication.alone();
        provider.activate();
        return provider::deactivate;
    }
}
