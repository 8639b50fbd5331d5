// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.onosproject.net.config.InvalidFieldException;

/**
 * A value of a configuration with its place in it. Every accessor refuses what it does not expect with an exception
 * that names the place.
 */
final class StrictJson {

    private final JsonNode node;
    private final String path;

    private StrictJson(JsonNode node, String path) {
        this.node = node;
        this.path = path;
    }

    /** The configuration as a whole. */
    static StrictJson root(JsonNode node) {
        return new StrictJson(node == null ? JsonNodeFactory.instance.objectNode() : node, "");
    }

    /** The configuration as a whole, an object of known members. */
    static StrictJson root(JsonNode node, String... members) {
        return root(node).object(members);
    }

    /** Says what is wrong here. */
    InvalidFieldException invalid(String reason) {
        return new InvalidFieldException(path, reason);
    }

    /** This value, which has to be an object. */
    StrictJson object() {
        if (!node.isObject()) {
            throw invalid("expected an object, found " + node);
        }
        return this;
    }

    /** This value, which has to be an object without other members. */
    StrictJson object(String... members) {
        object();
        List<String> known = List.of(members);
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw place(name).invalid("unknown member; known ones are " + String.join(", ", known));
            }
        });
        return this;
    }

    /** A member that has to be there. */
    StrictJson required(String name) {
        return optional(name).orElseThrow(() -> place(name).invalid("missing"));
    }

    /** A member that may be left out; null is no value. */
    Optional<StrictJson> optional(String name) {
        return node.has(name) ? Optional.of(place(name)) : Optional.empty();
    }

    /** The elements of this value, which has to be an array. */
    List<StrictJson> elements() {
        if (!node.isArray()) {
            throw invalid("expected an array, found " + node);
        }
        List<StrictJson> elements = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            elements.add(new StrictJson(node.get(i), path + "[" + i + "]"));
        }
        return elements;
    }

    /** The elements of an array member that may be left out. */
    List<StrictJson> optionalElements(String name) {
        return optional(name).map(StrictJson::elements).orElse(List.of());
    }

    /** This value, which has to be a whole number in a range. */
    long number(long least, long most) {
        if (!node.isIntegralNumber() || !node.canConvertToLong()
                || node.longValue() < least || node.longValue() > most) {
            throw invalid("expected a whole number in " + least + ".." + most + ", found " + node);
        }
        return node.longValue();
    }

    /** This value, which has to be a number from 0 to 1. */
    double fraction() {
        if (!node.isNumber() || !(node.doubleValue() >= 0 && node.doubleValue() <= 1)) {
            throw invalid("expected a number in 0..1, found " + node);
        }
        return node.doubleValue();
    }

    /** This value, which has to be true or false. */
    boolean flag() {
        if (!node.isBoolean()) {
            throw invalid("expected true or false, found " + node);
        }
        return node.booleanValue();
    }

    /** This value, which has to be a string that is not empty. */
    String text() {
        if (!node.isTextual() || node.textValue().isEmpty()) {
            throw invalid("expected a string, found " + node);
        }
        return node.textValue();
    }

    /** This value, which has to be a string of a certain form. */
    String text(String pattern, String form) {
        String text = text();
        if (!text.matches(pattern)) {
            throw invalid("expected " + form + ", found \"" + text + "\"");
        }
        return text;
    }

    /** This value, which has to be a string that a parser accepts. */
    <T> T parsed(Function<String, T> parser, String form) {
        String text = text();
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw invalid("expected " + form + ", found \"" + text + "\"");
        }
    }

    private StrictJson place(String name) {
        return new StrictJson(node.path(name), path.isEmpty() ? name : path + "." + name);
    }
}
