// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** The plan for a connection that is not there. */
@Service
@Command(scope = "onos", name = "mptcp-whatif",
    description = "Shows what a connection would get that begins with a TCP flow, and why; nothing is opened")
public class WhatIfCommand extends FlowCommand {
    @Override
    protected View view() {
        return new Single<>(views().whatIf(flow()), WhatIfText::lines);
    }
}
