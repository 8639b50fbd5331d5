// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.view;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A part of a list.
 *
 * @param <T> row
 */
public final class Page<T> {
    private final List<T> items;
    private final int total;
    private final int offset;
    private final int limit;

    Page(List<T> items, int total, int offset, int limit) {
        this.items = List.copyOf(items);
        this.total = total;
        this.offset = offset;
        this.limit = limit;
    }

    /**
     * The rows.
     *
     * @return at most as many as were asked for
     */
    public List<T> items() {
        return items;
    }

    /**
     * Rows in all parts together.
     *
     * @return 0 or more
     */
    public int total() {
        return total;
    }

    <U> Page<U> map(Function<T, U> form) {
        return new Page<>(items.stream().map(form).collect(Collectors.toList()), total, offset, limit);
    }

    /**
     * The JSON form.
     *
     * @param name   member for the rows
     * @return object with that and {@code total}, {@code offset} and {@code limit} (null: none)
     */
    public ObjectNode json(String name) {
        ObjectNode root = Json.MAPPER.createObjectNode();
        root.put("total", total).put("offset", offset)
            .put("limit", limit == Integer.MAX_VALUE ? null : (Integer) limit);
        return root.set(name, Json.MAPPER.valueToTree(items));
    }
}
