// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.view;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.onlab.packet.IpAddress;
import org.onlab.packet.IpPrefix;

/**
 * The columns of a list, by which it can be filtered and sorted. Conditions: a column of text takes a text, in which
 * {@code *} stands for anything; one of numbers takes a number, {@code <5}, {@code >5} or {@code 2-5}; one of addresses
 * takes an address or a prefix; a flag takes {@code true} or {@code false}. A column of several values fits if one
 * of them does. {@code q} is for every column: a row fits if the text is part of one of its texts.
 *
 * @param <T> row
 */
final class Table<T> {
    /** The condition that is for every column. */
    static final String ANY = "q";

    private static final Pattern RANGE = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

    private final String name;
    private final Map<String, Column<T>> columns = new LinkedHashMap<>();

    /**
     * A list without columns.
     *
     * @param name what is listed, for messages
     */
    Table(String name) {
        this.name = name;
    }

    Table<T> text(String column, Function<T, Object> value) {
        return add(column, value, condition -> glob(condition)::test);
    }

    Table<T> number(String column, Function<T, Number> value) {
        return add(column, row -> {
            Number number = value.apply(row);
            return number == null ? null : (Long) number.longValue();
        }, condition -> number(column, condition));
    }

    Table<T> address(String column, Function<T, Object> value) {
        return add(column, value, condition -> address(column, condition)::test);
    }

    Table<T> flag(String column, Predicate<T> value) {
        return add(column, value::test, condition -> {
            if (!condition.equals("true") && !condition.equals("false")) {
                throw invalid(column, condition, "true or false");
            }
            return each -> each.equals(Boolean.valueOf(condition));
        });
    }

    private Table<T> add(String column, Function<T, Object> value, Function<String, Predicate<Object>> reader) {
        columns.put(column, new Column<>(value, reader));
        return this;
    }

    /** Names of the columns. */
    List<String> columns() {
        return List.copyOf(columns.keySet());
    }

    /**
     * The wanted part of a list.
     *
     * @throws IllegalArgumentException with one line about what is wrong with the query
     */
    Page<T> select(Collection<T> rows, Query query) {
        Predicate<T> wanted = row -> true;
        for (Map.Entry<String, String> filter : new TreeMap<>(query.filters()).entrySet()) {
            wanted = wanted.and(filter.getKey().equals(ANY) ? any(filter.getValue())
                : column(filter.getKey()).matcher(filter.getValue()));
        }
        Comparator<T> order = order(query.sort());
        List<T> found = rows.stream().filter(wanted).collect(Collectors.toList());
        if (order != null) {
            found.sort(order);
        }
        int from = Math.min(query.offset(), found.size());
        int to = (int) Math.min((long) from + query.limit(), found.size());
        return new Page<>(found.subList(from, to), found.size(), query.offset(), query.limit());
    }

    private Comparator<T> order(String sort) {
        Comparator<T> order = null;
        for (String key : sort.isEmpty() ? new String[0] : sort.split(",", -1)) {
            boolean descending = key.startsWith("-");
            Comparator<T> next = column(descending ? key.substring(1) : key).order();
            next = descending ? next.reversed() : next;
            order = order == null ? next : order.thenComparing(next);
        }
        return order;
    }

    private Column<T> column(String wanted) {
        Column<T> column = columns.get(wanted);
        if (column == null) {
            throw new IllegalArgumentException("'" + wanted + "' is not a column of " + name + ", expected one of "
                + String.join(", ", columns.keySet()));
        }
        return column;
    }

    private Predicate<T> any(String text) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return row -> columns.values().stream().flatMap(column -> column.values(row))
            .anyMatch(value -> value.toString().toLowerCase(Locale.ROOT).contains(wanted));
    }

    private static Predicate<Object> glob(String condition) {
        if (condition.indexOf('*') < 0) {
            return value -> value.toString().equalsIgnoreCase(condition);
        }
        Pattern pattern = Pattern.compile(Stream.of(condition.split("\\*", -1)).map(Pattern::quote)
            .collect(Collectors.joining(".*")), Pattern.CASE_INSENSITIVE);
        return value -> pattern.matcher(value.toString()).matches();
    }

    private static Predicate<Object> number(String column, String condition) {
        Matcher range = RANGE.matcher(condition);
        if (range.matches()) {
            long least = Long.parseLong(range.group(1));
            long most = Long.parseLong(range.group(2));
            return value -> (Long) value >= least && (Long) value <= most;
        }
        char sign = condition.isEmpty() ? ' ' : condition.charAt(0);
        try {
            long bound = Long.parseLong(sign == '<' || sign == '>' ? condition.substring(1) : condition);
            return value -> sign == '<' ? (Long) value < bound : sign == '>' ? (Long) value > bound
                : (Long) value == bound;
        } catch (NumberFormatException e) {
            throw invalid(column, condition, "a number, or one like >5, <5 or 2-5");
        }
    }

    private static Predicate<Object> address(String column, String condition) {
        try {
            if (condition.indexOf('/') < 0) {
                IpAddress address = IpAddress.valueOf(condition);
                return value -> address.equals(IpAddress.valueOf(value.toString()));
            }
            IpPrefix prefix = IpPrefix.valueOf(condition);
            return value -> prefix.contains(IpAddress.valueOf(value.toString()));
        } catch (IllegalArgumentException e) {
            throw invalid(column, condition, "an IP address or a prefix such as 10.0.2.0/24");
        }
    }

    private static IllegalArgumentException invalid(String column, String found, String expected) {
        return new IllegalArgumentException(column + ": expected " + expected + ", found '" + found + "'");
    }

    /** One column: where its values come from and how a condition is read. */
    private static final class Column<T> {
        private final Function<T, Object> value;
        private final Function<String, Predicate<Object>> reader;

        Column(Function<T, Object> value, Function<String, Predicate<Object>> reader) {
            this.value = value;
            this.reader = reader;
        }

        Stream<?> values(T row) {
            Object found = value.apply(row);
            return found instanceof Collection ? ((Collection<?>) found).stream() : Stream.ofNullable(found);
        }

        Predicate<T> matcher(String condition) {
            Predicate<Object> matches = reader.apply(condition);
            return row -> values(row).anyMatch(matches);
        }

        /** Rows without a value come first. */
        @SuppressWarnings("unchecked")
        Comparator<T> order() {
            return Comparator.comparing(row -> (Comparable<Object>) values(row).findFirst().map(first ->
                first instanceof Comparable ? first : first.toString()).orElse(null),
                Comparator.nullsFirst(Comparator.naturalOrder()));
        }
    }
}
