// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.view;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/**
 * Which rows of a list are wanted, in which order, and which part of them. Columns are named as members of the JSON
 * form; {@link Table} knows those of each list.
 */
public final class Query {
    /** Everything in the list's own order. */
    public static final Query ALL = new Query(Map.of(), "", 0, Integer.MAX_VALUE);

    private final Map<String, String> filters;
    private final String sort;
    private final int offset;
    private final int limit;

    /**
     * A query.
     *
     * @param filters condition by column, see {@link Table}; all have to hold
     * @param sort    columns, the most important first, joined by commas; with "-" before it descending; may be empty
     * @param offset  rows to leave out, 0 or more
     * @param limit   most rows, 0 or more
     */
    public Query(Map<String, String> filters, String sort, int offset, int limit) {
        this.filters = Map.copyOf(filters);
        this.sort = requireNonNull(sort);
        if (offset < 0 || limit < 0) {
            throw new IllegalArgumentException((offset < 0 ? "offset is " + offset : "limit is " + limit)
                + ", expected 0 or more");
        }
        this.offset = offset;
        this.limit = limit;
    }

    /**
     * All rows for which conditions hold, in the list's own order.
     *
     * @param filters condition by column
     * @return query
     */
    public static Query where(Map<String, String> filters) {
        return new Query(filters, "", 0, Integer.MAX_VALUE);
    }

    /**
     * The columns that conditions and orders may name.
     *
     * @param list agents, connections, subflows, devices, links, hosts or problems
     * @return names; beside them {@code q} is for every column
     */
    public static List<String> columns(String list) {
        return Rows.columns(list);
    }

    Map<String, String> filters() {
        return filters;
    }

    String sort() {
        return sort;
    }

    int offset() {
        return offset;
    }

    int limit() {
        return limit;
    }
}
