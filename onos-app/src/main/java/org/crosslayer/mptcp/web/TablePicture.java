// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows that come, go and change. Some members change all the time: a row in which nothing else has changed is told as
 * its name and these members alone, in an array.
 */
final class TablePicture {
    /** Rows in one event: a browser draws between events. */
    private static final int BLOCK = 500;

    /** A row with its name. */
    static final class Row {
        private final String name;
        private final ObjectNode content;

        private Row(String name, ObjectNode content) {
            this.name = name;
            this.content = content;
        }
    }

    private final String kind;
    private final List<String> restless;
    private Map<String, ObjectNode> known = new LinkedHashMap<>();

    TablePicture(String kind, List<String> restless) {
        this.kind = kind;
        this.restless = restless;
    }

    static Row row(String name, ObjectNode content) {
        return new Row(name, content);
    }

    /** Takes all rows that there are now; the events that tell the difference. */
    List<byte[]> look(List<Row> rows) {
        Map<String, ObjectNode> now = new LinkedHashMap<>();
        Message message = new Message();
        for (Row row : rows) {
            restless.forEach(member -> round(row.content, member));
            now.put(row.name, row.content);
            ObjectNode before = known.get(row.name);
            if (!row.content.equals(before)) {
                message.add(row, before != null && rest(before).equals(rest(row.content)));
            }
        }
        ArrayNode gone = message.node.withArray("gone");
        known.keySet().stream().filter(name -> !now.containsKey(name)).forEach(gone::add);
        known = now;
        return message.isEmpty() ? List.of() : List.of(Event.of(kind, message.node));
    }

    private ObjectNode rest(ObjectNode content) {
        return content.deepCopy().without(restless);
    }

    private static void round(ObjectNode content, String member) {
        JsonNode value = content.get(member);
        if (value != null && value.isNumber()) {
            content.put(member, Digits.three(value.asLong()));
        }
    }

    /** All rows. */
    List<byte[]> everything() {
        List<byte[]> events = new ArrayList<>();
        for (Iterator<ObjectNode> rows = known.values().iterator(); rows.hasNext();) {
            Message message = new Message();
            for (int i = 0; i < BLOCK && rows.hasNext(); i++) {
                message.changed.add(rows.next());
            }
            events.add(Event.of(kind, message.node));
        }
        return events;
    }

    /** What is told of the rows. */
    private final class Message {
        private final ObjectNode node = JsonNodeFactory.instance.objectNode();
        private final ArrayNode changed = node.putArray("changed");
        private final ArrayNode rates = node.putArray("rates");

        void add(Row row, boolean onlyRestless) {
            if (onlyRestless) {
                ArrayNode brief = rates.addArray().add(row.name);
                restless.forEach(member -> brief.add(row.content.get(member)));
            } else {
                changed.add(row.content);
            }
        }

        boolean isEmpty() {
            return changed.isEmpty() && rates.isEmpty() && node.get("gone").isEmpty();
        }
    }
}
