// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.crosslayer.mptcp.config.PolicyEditor;

/** Takes a rule out. */
@Service
@Command(scope = "onos", name = "mptcp-policy-remove",
    description = "Takes a rule out of the policy, or with --all everything that is configured")
public class PolicyRemoveCommand extends PolicyChangeCommand {
    @Option(name = "--all", description = "Go back to the defaults")
    private boolean all;

    @Override
    protected View view() {
        PolicyEditor editor = get(PolicyEditor.class);
        if (all != rule().isEmpty()) {
            throw new IllegalArgumentException("expected --host, --prefix, --ports or several, or else --all");
        }
        if (all) {
            editor.remove();
        } else if (!editor.removeRule(rule())) {
            throw new IllegalArgumentException("there is no rule for "
                + rule().entrySet().stream().map(part -> part.getKey() + " " + part.getValue())
                    .collect(Collectors.joining(", ")) + "; mptcp-policy lists the rules");
        }
        return new ConfiguredPolicy(editor.configured());
    }
}
