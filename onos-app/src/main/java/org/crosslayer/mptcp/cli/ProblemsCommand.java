// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Lists problems. */
@Service
@Command(scope = "onos", name = "mptcp-problems",
    description = "Lists what is wrong with the network, or does not fit between it and the agents")
public class ProblemsCommand extends ListCommand {
    @Override
    protected View view() {
        return new Listing<>("problems", views().problems(query()), problem -> List.of(problem.problem),
            nothing("No problem is known"));
    }
}
