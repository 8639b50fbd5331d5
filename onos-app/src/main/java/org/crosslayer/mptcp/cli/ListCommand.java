// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.crosslayer.mptcp.view.Query;

/** What commands have in common that list something: which rows, in which order, how many. */
abstract class ListCommand extends MptcpCommand {
    @Option(name = "-f", aliases = "--filter", multiValued = true,
        description = "Only rows for which COLUMN=CONDITION holds, such as localAddress=10.0.1.0/24, localPort=>1024, "
            + "agent=web*; q=TEXT for a text in any column. May be given several times")
    @Completion(ColumnCompleter.class)
    private List<String> filters;

    @Option(name = "-s", aliases = "--sort", description = "Columns to sort by, joined by commas; -COLUMN descending")
    @Completion(SortCompleter.class)
    private String sort;

    @Option(name = "-o", aliases = "--offset", description = "Rows to leave out at the beginning")
    private int offset;

    @Option(name = "-l", aliases = "--limit", description = "Most rows")
    private Integer limit;

    /**
     * What was asked for.
     *
     * @param more further conditions, by column; null values do not count
     * @return query
     * @throws IllegalArgumentException with one line about a wrong option
     */
    Query query(Map<String, String> more) {
        Map<String, String> conditions = new HashMap<>(more);
        conditions.values().removeIf(Objects::isNull);
        for (String filter : filters == null ? List.<String>of() : filters) {
            int equals = filter.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("--filter: expected COLUMN=CONDITION such as agent=web*, found '"
                    + filter + "'");
            }
            if (conditions.put(filter.substring(0, equals), filter.substring(equals + 1)) != null) {
                throw new IllegalArgumentException("--filter: " + filter.substring(0, equals) + " is there twice");
            }
        }
        return new Query(conditions, sort == null ? "" : sort, offset, limit == null ? Integer.MAX_VALUE : limit);
    }

    /**
     * The line for an empty list.
     *
     * @param text for one that is empty without conditions, too
     * @return that, or that nothing fits them
     */
    final String nothing(String text) {
        return filters == null ? text : text + " that fits --filter";
    }

    Query query() {
        return query(Map.of());
    }
}
