// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.crosslayer.mptcp.config.PolicyEditor;

/** Changes the policy. */
@Service
@Command(scope = "onos", name = "mptcp-policy-set",
    description = "Changes members of the policy, or of the rule for some connections")
public class PolicySetCommand extends PolicyChangeCommand {
    @Argument(name = "members", multiValued = true, required = true,
        description = "MEMBER=VALUE, such as maxSubflows=4 or dataDirection=inbound; MEMBER= for the default")
    @Completion(PolicyMemberCompleter.class)
    private List<String> members;

    @Override
    protected View view() {
        ObjectNode changes = changes(members);
        PolicyEditor editor = get(PolicyEditor.class);
        if (rule().isEmpty()) {
            editor.change(changes);
        } else {
            editor.changeRule(rule(), changes);
        }
        return new ConfiguredPolicy(editor.configured());
    }

    /** Members by name; whatever is no number, truth value, array or object is a text. */
    static ObjectNode changes(List<String> members) {
        ObjectNode changes = JsonNodeFactory.instance.objectNode();
        for (String member : members) {
            int equals = member.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("expected MEMBER=VALUE such as maxSubflows=4, found '" + member
                    + "'");
            }
            if (changes.replace(member.substring(0, equals), value(member.substring(equals + 1))) != null) {
                throw new IllegalArgumentException(member.substring(0, equals) + " is there twice");
            }
        }
        return changes;
    }

    private static JsonNode value(String text) {
        if (text.isEmpty()) {
            return NullNode.instance;
        }
        if (!text.matches("-?\\d+(\\.\\d+)?|true|false|[\\[{].*")) {
            return TextNode.valueOf(text);
        }
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("'" + text + "' is not JSON: " + e.getOriginalMessage(), e);
        }
    }
}
