// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Shows the network as plans see it, with everything that is wrong with it; or one device of it. */
@Service
@Command(scope = "onos", name = "mptcp-fabric",
    description = "Shows the network that plans are made with and its problems, or one of its devices")
public class FabricCommand extends MptcpCommand {
    @Argument(name = "device", description = "Name or identifier of a device")
    @Completion(DeviceNameCompleter.class)
    private String device;

    @Override
    protected View view() {
        return device == null ? new FabricOverview(views().fabric())
            : new Single<>(views().device(device).orElseThrow(() -> new IllegalArgumentException("'" + device
                + "' is not the name or identifier of a device in the fabric; mptcp-devices lists those in it, devices "
                + "all that ONOS knows")), FabricText::device);
    }
}
