// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmpcheck;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Bucket tables of resilient groups that were read from routers, by weights, number of buckets and address family.
 */
final class BucketTables {

    private static final Pattern KEY = Pattern.compile("\\(\\[([\\d, ]+)], (\\d{1,6}), ([46])\\)");

    private final Map<String, int[]> tables = new HashMap<>();

    /** No tables at all. */
    static BucketTables none() {
        return new BucketTables();
    }

    /** Tables of a file such as {@code {"([1, 1], 2, 4)": [1, 0]}}. */
    static BucketTables read(Path file) throws BadInputException {
        BucketTables tables = new BucketTables();
        for (Map.Entry<String, JsonElement> entry : object(file).entrySet()) {
            Matcher key = KEY.matcher(entry.getKey());
            if (!key.matches()) {
                throw new BadInputException(file + " key \"" + entry.getKey() + "\": expected weights, number of "
                        + "buckets and 4 or 6 for the family, such as \"([1, 1], 2, 4)\"");
            }
            int[] table = positions(entry.getValue());
            if (table == null || table.length != Integer.parseInt(key.group(2))) {
                throw new BadInputException(file + " key \"" + entry.getKey() + "\": expected an array of "
                        + key.group(2) + " positions of next hops");
            }
            tables.tables.put(key(key.group(1).replaceAll("[, ]+", "-"), table.length, key.group(3)), table);
        }
        return tables;
    }

    /** The table of a group, null if it is not there. */
    int[] find(String weights, int buckets, boolean ipv6) {
        return tables.get(key(weights, buckets, ipv6 ? "6" : "4"));
    }

    private static String key(String weights, int buckets, String family) {
        return weights + "/" + buckets + "/" + family;
    }

    private static JsonObject object(Path file) throws BadInputException {
        try {
            JsonElement root = JsonParser.parseString(Files.readString(file));
            if (root.isJsonObject()) {
                return root.getAsJsonObject();
            }
            throw new BadInputException(file + ": expected a JSON object of bucket tables");
        } catch (JsonParseException e) {
            throw new BadInputException(file + ": not JSON: " + e.getMessage().lines().findFirst().orElse(""));
        } catch (IOException e) {
            throw new BadInputException(Files.exists(file) ? file + ": cannot be read" : file + ": no such file");
        }
    }

    private static int[] positions(JsonElement element) {
        if (!element.isJsonArray()) {
            return null;
        }
        int[] positions = IntStream.range(0, element.getAsJsonArray().size()).map(i -> {
            String text = element.getAsJsonArray().get(i).toString();
            return text.matches("\\d{1,5}") ? Integer.parseInt(text) : -1;
        }).toArray();
        return IntStream.of(positions).anyMatch(position -> position < 0) ? null : positions;
    }
}
