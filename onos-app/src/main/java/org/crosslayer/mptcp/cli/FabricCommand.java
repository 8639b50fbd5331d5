// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.LinkUtilisation;
import org.crosslayer.mptcp.AgentService;
import org.crosslayer.mptcp.FabricService;

/** Shows the network as plans see it, with everything that is wrong with it; or one device of it. */
@Service
@Command(scope = "onos", name = "mptcp-fabric",
    description = "Shows the network that plans are made with and its problems, or one of its devices")
public class FabricCommand extends MptcpCommand {
    @Argument(name = "device", description = "Name or identifier of a device")
    private String device;

    @Override
    protected View view() {
        FabricService service = get(FabricService.class);
        LinkUtilisation utilisation = service.utilisation();
        Fabric fabric = service.fabric();
        if (!utilisation.isOf(fabric)) {
            utilisation = LinkUtilisation.unknown(fabric);
        }
        return device == null ? new FabricView(fabric, utilisation, get(AgentService.class).agents())
            : new DeviceView(fabric, utilisation, DeviceView.find(fabric, device));
    }
}
