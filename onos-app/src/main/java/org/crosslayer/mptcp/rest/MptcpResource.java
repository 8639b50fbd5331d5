// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.ws.rs.NotFoundException;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.UriInfo;
import org.crosslayer.ecmp.Address;
import org.crosslayer.mptcp.view.Json;
import org.crosslayer.mptcp.view.MptcpViews;
import org.crosslayer.mptcp.view.Page;
import org.crosslayer.mptcp.view.Query;
import org.onosproject.rest.AbstractWebResource;

/** What resources have in common: the read model, queries, and answers about wrong requests. */
abstract class MptcpResource extends AbstractWebResource {
    private static final int LIMIT = 100;
    private static final int MOST = 10_000;
    private static final int MAX_PORT = 65_535;
    private static final String SORT = "sort";
    private static final String OFFSET = "offset";
    private static final String LIMIT_NAME = "limit";

    MptcpViews views() {
        return get(MptcpViews.class);
    }

    static Response json(Object view) {
        return Response.ok(Json.of(view).toString(), MediaType.APPLICATION_JSON_TYPE).build();
    }

    static Response json(ObjectNode answer) {
        return Response.ok(answer.toString(), MediaType.APPLICATION_JSON_TYPE).build();
    }

    static <T> Response page(Page<T> page, String name) {
        return json(page.json(name));
    }

    /** The query of a list: every parameter that is not for sorting or paging is a condition. */
    static Query query(UriInfo uri, String... others) {
        Map<String, String> conditions = conditions(uri);
        for (String other : others) {
            conditions.remove(other);
        }
        String sort = conditions.remove(SORT);
        int offset = number(OFFSET, conditions.remove(OFFSET), 0, Integer.MAX_VALUE);
        int limit = number(LIMIT_NAME, conditions.remove(LIMIT_NAME), LIMIT, MOST);
        return new Query(conditions, sort == null ? "" : sort, offset, limit);
    }

    /** All parameters, each of which may be there once. */
    static Map<String, String> conditions(UriInfo uri) {
        Map<String, String> conditions = new HashMap<>();
        uri.getQueryParameters().forEach((name, values) -> {
            if (values.size() != 1) {
                throw new IllegalArgumentException("parameter " + name + " is there " + values.size()
                    + " times, expected once");
            }
            conditions.put(name, values.get(0));
        });
        return conditions;
    }

    private static int number(String name, String text, int otherwise, int most) {
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("\\d{1,9}") || Integer.parseInt(text) > most) {
            throw new IllegalArgumentException("parameter " + name + ": expected a whole number in 0.." + most
                + ", found '" + text + "'");
        }
        return Integer.parseInt(text);
    }

    static boolean flag(String name, String text) {
        if (text != null && !text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("parameter " + name + ": expected true or false, found '" + text + "'");
        }
        return "true".equals(text);
    }

    static Address address(String name, String text) {
        if (text == null) {
            throw new IllegalArgumentException(name + " is missing, expected an IP address");
        }
        try {
            return Address.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": expected an IP address, found '" + text + "'", e);
        }
    }

    static void sameFamily(Address source, Address destination) {
        if (source.ipv6() != destination.ipv6()) {
            throw new IllegalArgumentException("source " + source + " and destination " + destination
                + " are of different families: give two IPv4 or two IPv6 addresses");
        }
    }

    /** An object in the body, with these members and no others. */
    ObjectNode body(InputStream stream, Set<String> members) {
        JsonNode body;
        try {
            body = mapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readTree(stream);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the body is not JSON: " + e.getOriginalMessage() + " at line "
                + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("the body cannot be read: " + e.getMessage(), e);
        }
        if (body == null || !body.isObject()) {
            throw new IllegalArgumentException("the body is no JSON object");
        }
        body.fieldNames().forEachRemaining(name -> {
            if (members != null && !members.contains(name)) {
                throw new IllegalArgumentException("'" + name + "' is not a member of the body, expected "
                    + String.join(", ", new TreeSet<>(members)));
            }
        });
        return (ObjectNode) body;
    }

    static int port(ObjectNode body, String name) {
        JsonNode port = body.path(name);
        if (!port.isInt() || port.asInt() < 1 || port.asInt() > MAX_PORT) {
            throw new IllegalArgumentException(name + ": expected a whole number in 1.." + MAX_PORT + ", found "
                + (port.isMissingNode() ? "nothing" : port));
        }
        return port.asInt();
    }

    static NotFoundException notFound(String what, String where) {
        return new NotFoundException(what + " is not known; " + where + " lists what is");
    }
}
