// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Lists subflows. */
@Service
@Command(scope = "onos", name = "mptcp-subflows",
    description = "Lists established subflows, each with its paths")
public class SubflowsCommand extends ConnectionListCommand {
    @Override
    protected View view() {
        return new Listing<>("subflows", views().subflows(query()), subflow ->
            List.of(subflow.agent + "/" + subflow.token + " " + ConnectionText.line(subflow)), none("subflow"));
    }
}
