// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.crosslayer.mptcp.view.MptcpViews;
import org.crosslayer.mptcp.view.Query;
import org.onosproject.cli.AbstractChoicesCompleter;
import org.onosproject.cli.AbstractShellCommand;

/** Completes names of devices in the fabric. */
@Service
public class DeviceNameCompleter extends AbstractChoicesCompleter {
    @Override
    protected List<String> choices() {
        return AbstractShellCommand.get(MptcpViews.class).devices(Query.ALL).items().stream()
            .map(device -> device.name).sorted().collect(Collectors.toList());
    }
}
