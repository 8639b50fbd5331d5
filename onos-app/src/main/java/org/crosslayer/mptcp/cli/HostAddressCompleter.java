// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.mptcp.FabricService;
import org.onosproject.cli.AbstractChoicesCompleter;
import org.onosproject.cli.AbstractShellCommand;

/** Completes addresses of hosts in the fabric. */
@Service
public class HostAddressCompleter extends AbstractChoicesCompleter {
    @Override
    protected List<String> choices() {
        Fabric fabric = AbstractShellCommand.get(FabricService.class).fabric();
        List<String> addresses = new ArrayList<>();
        for (int i = 0; i < fabric.hostCount(); i++) {
            fabric.host(i).addresses().forEach(address -> addresses.add(address.toString()));
        }
        return addresses;
    }
}
