// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.crosslayer.mptcp.MptcpApplication;
import org.onosproject.net.config.InvalidConfigException;
import org.onosproject.net.config.InvalidFieldException;
import org.onosproject.net.config.NetworkConfigService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes the configured policy, as ONOS's own network configuration does: checked as a whole, refused as a whole. A
 * rule is named by the connections that it is for.
 */
@Component(immediate = true, service = PolicyEditor.class)
public class PolicyEditor {
    private static final String RULES = "rules";
    private static final List<String> NAMES = List.of("host", "prefix", "ports");

    private final Logger log = LoggerFactory.getLogger(getClass());

    @Reference
    protected NetworkConfigService configService;
    @Reference
    protected MptcpApplication application;
    /** Without it ONOS would take any policy. */
    @Reference
    protected NetworkConfiguration configuration;

    @Activate
    protected void activate() {
        log.info("Started");
    }

    @Deactivate
    protected void deactivate() {
        log.info("Stopped");
    }

    /**
     * What is configured; all else has its default.
     *
     * @return own copy; without members if nothing is configured
     */
    public ObjectNode configured() {
        PolicyConfig config = configService.getConfig(application.id(), PolicyConfig.class);
        return config == null ? JsonNodeFactory.instance.objectNode() : (ObjectNode) config.node().deepCopy();
    }

    /**
     * Puts another policy in place of the one that is configured.
     *
     * @param policy all members, as in the network configuration
     * @throws IllegalArgumentException with one line about what is wrong and what was expected; nothing is changed
     */
    public synchronized void replace(JsonNode policy) {
        if (!policy.isObject()) {
            throw new IllegalArgumentException("a policy is an object such as {\"maxSubflows\": 4}, found "
                + policy.getNodeType().toString().toLowerCase(Locale.ROOT));
        }
        try {
            configService.applyConfig(application.id(), PolicyConfig.class, policy);
        } catch (InvalidConfigException e) {
            throw new IllegalArgumentException(e.getCause() == null ? e.getMessage() : e.getCause().getMessage(), e);
        } catch (InvalidFieldException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        log.info("Policy changed: {}", policy);
    }

    /** Goes back to the defaults. */
    public synchronized void remove() {
        configService.removeConfig(application.id(), PolicyConfig.class);
        log.info("Policy removed");
    }

    /**
     * Changes members of the policy for all.
     *
     * @param members those to change; null takes one out
     * @throws IllegalArgumentException with one line about what is wrong
     */
    public synchronized void change(ObjectNode members) {
        ObjectNode policy = configured();
        merge(policy, members);
        replace(policy);
    }

    /**
     * Changes the rule for some connections, or adds it behind the others.
     *
     * @param rule    which connections it is for: host, prefix, ports, as far as it has them
     * @param members what is allowed there; those of a rule that is there and are not named stay
     * @throws IllegalArgumentException with one line about what is wrong
     */
    public synchronized void changeRule(Map<String, String> rule, ObjectNode members) {
        ObjectNode policy = configured();
        ObjectNode found = find(policy.withArray(RULES), rule);
        if (found == null) {
            ObjectNode added = policy.withArray(RULES).addObject();
            new TreeMap<>(rule).forEach(added::put);
            found = added;
        }
        merge(found, members);
        replace(policy);
    }

    /**
     * Takes a rule out.
     *
     * @param rule which connections it is for: host, prefix, ports, just as it has them
     * @return false if there is no such rule
     */
    public synchronized boolean removeRule(Map<String, String> rule) {
        ObjectNode policy = configured();
        ArrayNode rules = policy.withArray(RULES);
        ObjectNode found = find(rules, rule);
        for (int i = 0; found != null && i < rules.size(); i++) {
            if (rules.get(i) == found) {
                rules.remove(i);
            }
        }
        if (rules.isEmpty()) {
            policy.remove(RULES);
        }
        if (found != null) {
            replace(policy);
        }
        return found != null;
    }

    private static ObjectNode find(ArrayNode rules, Map<String, String> wanted) {
        for (JsonNode rule : rules) {
            if (NAMES.stream().allMatch(name -> Objects.equals(wanted.get(name), rule.path(name).asText(null)))) {
                return (ObjectNode) rule;
            }
        }
        return null;
    }

    private static void merge(ObjectNode into, ObjectNode members) {
        members.fields().forEachRemaining(member -> {
            if (member.getValue().isNull()) {
                into.remove(member.getKey());
            } else {
                into.set(member.getKey(), member.getValue());
            }
        });
    }
}
