// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Lists devices. */
@Service
@Command(scope = "onos", name = "mptcp-devices",
    description = "Lists the devices of the network that plans are made with")
public class DevicesCommand extends ListCommand {
    @Override
    protected View view() {
        return new Listing<>("devices", views().devices(query()), FabricText::device, nothing("No device is known"));
    }
}
