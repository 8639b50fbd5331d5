// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import java.util.Map;
import java.util.TreeMap;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;

/** What commands have in common that change the policy: which rule is meant. */
abstract class PolicyChangeCommand extends MptcpCommand {
    @Option(name = "--host", description = "The rule for connections that these hosts open, such as 10.0.1.2")
    @Completion(HostAddressCompleter.class)
    private String host;

    @Option(name = "--prefix", description = "The rule for these destination addresses, such as 10.0.2.0/24")
    private String prefix;

    @Option(name = "--ports", description = "The rule for these destination ports, such as 443 or 8000-8999")
    private String ports;

    /** The connections that the rule is for; empty if none is named. */
    Map<String, String> rule() {
        Map<String, String> rule = new TreeMap<>();
        rule.put("host", host);
        rule.put("prefix", prefix);
        rule.put("ports", ports);
        rule.values().removeIf(value -> value == null);
        return rule;
    }
}
