// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** The policy in force. */
@Service
@Command(scope = "onos", name = "mptcp-policy",
    description = "Shows the policy in force, with its rules")
public class PolicyCommand extends MptcpCommand {
    @Override
    protected View view() {
        return new Single<>(views().policy(), PolicyText::lines);
    }
}
