// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Rows that were observed on real routers: a packet's headers and where it went.
 */
final class ObservedVectors {

    private static final Pattern CELL = Pattern.compile("(?:^|,)(?:\"([^\"]*)\"|([^,\"]*))");
    private static final Pattern TABLE = Pattern.compile("\"\\((\\[[^]]*]), (\\d+), ([46])\\)\": \\[([^]]*)]");

    private ObservedVectors() {
    }

    static List<Row> read(String file) {
        List<String> lines = lines(file);
        List<String> header = cells(lines.get(0));
        List<Row> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = cells(line);
            Map<String, String> columns = new HashMap<>();
            for (int i = 0; i < header.size(); i++) {
                columns.put(header.get(i), cells.get(i));
            }
            rows.add(new Row(line, columns));
        }
        return rows;
    }

    /** Bucket tables by weights, number of buckets and address family, such as "1-3/8/ipv4". */
    static Map<String, int[]> tables() {
        Map<String, int[]> tables = new HashMap<>();
        Matcher matcher = TABLE.matcher(String.join("", lines("resilient_layouts.json")));
        while (matcher.find()) {
            String weights = matcher.group(1).replaceAll("[\\[\\] ]", "").replace(',', '-');
            tables.put(weights + "/" + matcher.group(2) + "/ipv" + matcher.group(3), ints(matcher.group(4), ", "));
        }
        return tables;
    }

    private static List<String> lines(String file) {
        InputStreamReader in = new InputStreamReader(
                ObservedVectors.class.getResourceAsStream("/vectors/" + file), StandardCharsets.UTF_8);
        try (BufferedReader reader = new BufferedReader(in)) {
            List<String> lines = new ArrayList<>();
            reader.lines().forEach(lines::add);
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        Matcher matcher = CELL.matcher(line);
        while (matcher.find()) {
            cells.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        }
        return cells;
    }

    private static int[] ints(String text, String separator) {
        return Stream.of(text.split(separator)).mapToInt(Integer::parseUnsignedInt).toArray();
    }

    /** One packet. */
    static final class Row {
        private final String line;
        private final Map<String, String> columns;

        Row(String line, Map<String, String> columns) {
            this.line = line;
            this.columns = columns;
        }

        String text(String column) {
            return columns.get(column);
        }

        FiveTuple flow() {
            return FiveTuple.of(Address.parse(text("src")).bytes(), Integer.parseInt(text("sport")),
                    Address.parse(text("dst")).bytes(), Integer.parseInt(text("dport")),
                    Integer.parseInt(text("proto")));
        }

        int seed() {
            return Integer.parseUnsignedInt(text("seed"));
        }

        int[] weights() {
            return ints(text("weights"), "-");
        }

        int[] bucketIds() {
            return ints(text("bucket_ids"), "-");
        }

        int number(String column) {
            return Integer.parseInt(text(column));
        }

        int hex(String column) {
            return Integer.parseUnsignedInt(text(column), 16);
        }

        @Override
        public String toString() {
            return line;
        }
    }
}
