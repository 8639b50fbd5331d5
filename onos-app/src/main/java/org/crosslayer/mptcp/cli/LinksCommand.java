// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Lists links. */
@Service
@Command(scope = "onos", name = "mptcp-links",
    description = "Lists the links of the network that plans are made with, each direction on its own")
public class LinksCommand extends ListCommand {
    @Override
    protected View view() {
        return new Listing<>("links", views().links(query()), link -> List.of(FabricText.line(link)),
            nothing("No link is known"));
    }
}
