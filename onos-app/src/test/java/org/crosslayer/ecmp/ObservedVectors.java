// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rows that were observed on real routers: a packet's headers and where it went.
 */
final class ObservedVectors {

    private ObservedVectors() {
    }

    static List<Row> read(String file) {
        InputStreamReader in = new InputStreamReader(
                ObservedVectors.class.getResourceAsStream("/vectors/" + file), StandardCharsets.UTF_8);
        try (BufferedReader reader = new BufferedReader(in)) {
            return reader.lines().skip(1).map(Row::new).collect(Collectors.toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One packet. */
    static final class Row {
        private final String line;
        private final String[] columns;

        Row(String line) {
            this.line = line;
            this.columns = line.split(",");
        }

        FiveTuple flow() {
            return FiveTuple.of(Address.parse(columns[1]).bytes(), Integer.parseInt(columns[4]),
                    Address.parse(columns[2]).bytes(), Integer.parseInt(columns[5]), Integer.parseInt(columns[3]));
        }

        int seed() {
            return Integer.parseUnsignedInt(columns[6]);
        }

        /** Only in the files with a chosen next hop. */
        int[] weights() {
            return Stream.of(columns[7].split("-")).mapToInt(Integer::parseInt).toArray();
        }

        int nextHop() {
            return Integer.parseInt(columns[9]);
        }

        /** Only in the file of exact hashes. */
        int exactHash() {
            return Integer.parseUnsignedInt(columns[7], 16);
        }

        @Override
        public String toString() {
            return line;
        }
    }
}
