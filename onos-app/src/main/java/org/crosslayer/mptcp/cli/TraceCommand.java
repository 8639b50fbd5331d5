// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Traces one TCP flow. */
@Service
@Command(scope = "onos", name = "mptcp-trace",
    description = "Shows the path that the packets of a TCP flow take, in both directions")
public class TraceCommand extends FlowCommand {
    @Override
    protected View view() {
        return new Single<>(views().trace(flow()), PathText::trace);
    }
}
