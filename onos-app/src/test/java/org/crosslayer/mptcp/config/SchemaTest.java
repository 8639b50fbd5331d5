// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.onosproject.net.config.InvalidFieldException;

/** The JSON schema for editors says what the application says, as far as a schema can. */
class SchemaTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String POLICY = "{'maxSubflows': 4, 'minSubflows': 1, 'candidatePorts': 5, 'sourcePorts': "
            + "'20000-29999', 'openAfterBytes': 1, 'openAfterMillis': 50, 'telemetryIntervalMillis': 1000, "
            + "'gainThreshold': 0.1, 'maxMovesPerSecond': 5, 'demoteInitial': true, 'dataDirection': 'inbound', "
            + "'backupSubflows': 1, 'mode': 'dry-run', 'rollOutPercent': 20, 'rules': [{'host': '10.0.1.2', "
            + "'prefix': '10.0.2.0/24', 'ports': '80-443', 'mode': 'off', 'maxSubflows': 2, 'backupSubflows': 0}], "
            + "'standing': {'enabled': true, 'automatic': false, 'minConnections': 5, 'minBytes': 0, "
            + "'windowSeconds': 60, 'maxPlans': 8, 'poolPorts': 16, 'maxPoolPorts': 64, 'expirySeconds': 30, "
            + "'graceMillis': 100, 'initialPorts': '32768-60999', 'steering': 'tcp', "
            + "'destinations': [{'prefix': '10.0.2.0/24', 'port': 80}]}}";
    private static final String FABRIC = ConfigFixtures.TWO_PATHS.replace("'location': 'routed:r2/3'",
            "'locations': ['routed:r2/3', 'routed:r1/3'], 'bond': 'active-backup'");

    private static JsonSchema schema;

    @BeforeAll
    static void read() throws Exception {
        JsonNode text = MAPPER.readTree(Files.readString(Path.of("network-configuration.schema.json")));
        schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(text);
    }

    private static boolean schemaAccepts(String key, JsonNode value) {
        ObjectNode root = MAPPER.createObjectNode();
        root.putObject("apps").putObject("org.crosslayer.mptcp").set(key, value);
        return schema.validate(root).isEmpty();
    }

    private static boolean applicationAccepts(String key, JsonNode value) {
        try {
            return key.equals(PolicyConfig.KEY)
                    ? ConfigFixtures.init(new PolicyConfig(), key, value.toString()).isValid()
                    : ConfigFixtures.init(new RoutedFabricConfig(), key, value.toString()).isValid();
        } catch (InvalidFieldException refused) {
            return false;
        }
    }

    private static JsonNode example(String key) {
        return ConfigFixtures.json(key.equals(PolicyConfig.KEY) ? POLICY : FABRIC);
    }

    @Test
    void theExampleOfTheDocumentationIsGood() throws Exception {
        Matcher block = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("README.md")));
        assertThat(block.find()).isTrue();
        assertThat(schema.validate(MAPPER.readTree(block.group(1)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"policy", "routedFabric"})
    void everyMemberIsKnownToBoth(String key) {
        assertThat(applicationAccepts(key, example(key))).isTrue();
        assertThat(schemaAccepts(key, example(key))).isTrue();
        if (key.equals(PolicyConfig.KEY)) {
            assertThat(example(key).fieldNames()).toIterable()
                    .containsExactlyInAnyOrder(PolicyParser.members());
        }
    }

    /** Every value of the example in turn is another, taken away, or joined by an unknown one. */
    @ParameterizedTest
    @ValueSource(strings = {"policy", "routedFabric"})
    void whatTheApplicationTakesTheSchemaTakesAndWhatHasTheWrongFormBothRefuse(String key) {
        int compared = 0;
        for (String pointer : pointers(example(key), "", new ArrayList<>())) {
            for (String other : List.of("null", "{}", "[]", "true", "-1", "0", "1", "65537", "0.5", "'x'", "'80'")) {
                JsonNode changed = changed(example(key), pointer, ConfigFixtures.json(other));
                boolean form = List.of("null", "{}", "true").contains(other) && !pointer.contains("/ecmp");
                compare(key, changed, pointer + " = " + other, form && !sameKind(key, pointer, other));
                compared++;
            }
            compare(key, changed(example(key), pointer, null), "without " + pointer, false);
            JsonNode more = example(key).deepCopy();
            if (more.at(pointer).isObject() && !pointer.contains("/ecmp")) {
                ((ObjectNode) more.at(pointer)).put("unknown", 1);
                compare(key, more, pointer + " with an unknown member", true);
            }
        }
        assertThat(compared).isGreaterThan(400);
    }

    private static boolean sameKind(String key, String pointer, String other) {
        JsonNode before = example(key).at(pointer);
        return before.isBoolean() && other.equals("true") || before.isObject() && other.equals("{}");
    }

    private static void compare(String key, JsonNode changed, String what, boolean form) {
        boolean application = applicationAccepts(key, changed);
        boolean accepted = schemaAccepts(key, changed);
        assertThat(!application || accepted).as("%s: the application takes it, the schema does not", what).isTrue();
        assertThat(!form || !accepted).as("%s: the schema takes it", what).isTrue();
    }

    private static List<String> pointers(JsonNode node, String at, List<String> found) {
        if (!at.isEmpty()) {
            found.add(at);
        }
        node.fields().forEachRemaining(field -> pointers(field.getValue(), at + "/" + field.getKey(), found));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            pointers(node.get(i), at + "/" + i, found);
        }
        return found;
    }

    /** A copy with another value at a place; null: with none. */
    private static JsonNode changed(JsonNode root, String pointer, JsonNode value) {
        JsonNode copy = root.deepCopy();
        int last = pointer.lastIndexOf('/');
        JsonNode parent = copy.at(pointer.substring(0, last));
        String name = pointer.substring(last + 1);
        if (parent.isArray()) {
            ((ArrayNode) parent).remove(Integer.parseInt(name));
            if (value != null) {
                ((ArrayNode) parent).insert(Integer.parseInt(name), value);
            }
        } else if (value == null) {
            ((ObjectNode) parent).remove(name);
        } else {
            ((ObjectNode) parent).set(name, value);
        }
        return copy;
    }
}
