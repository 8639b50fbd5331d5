// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;

/** The one JSON form: public fields are members. */
public final class Json {
    static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {
    }

    /**
     * The JSON form of one view.
     *
     * @param view any value of this package
     * @return object
     */
    public static ObjectNode of(Object view) {
        return MAPPER.valueToTree(view);
    }

    /**
     * The JSON form of one view as text, without an object for every member in between.
     *
     * @param view any value of this package
     * @return one line
     */
    public static String text(Object view) {
        try {
            return MAPPER.writeValueAsString(view);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no JSON form: " + e.getMessage(), e);
        }
    }

    /**
     * The JSON form of several views.
     *
     * @param name  member for them
     * @param views values of this package
     * @return object with one array
     */
    public static ObjectNode of(String name, Collection<?> views) {
        return MAPPER.createObjectNode().set(name, MAPPER.valueToTree(views));
    }
}
