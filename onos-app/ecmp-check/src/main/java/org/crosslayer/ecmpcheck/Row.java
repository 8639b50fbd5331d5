// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmpcheck;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVRecord;
import org.crosslayer.ecmp.Address;
import org.crosslayer.ecmp.FiveTuple;

/**
 * One line of an observed file. Every accessor refuses what it does not expect, naming line and column.
 */
final class Row {

    private static final int MAX_PORT = 65_535;
    private static final int MAX_PROTOCOL = 255;
    private static final int MAX_LABEL = 0xfffff;

    private final String file;
    private final long line;
    private final CSVRecord record;

    Row(String file, long line, CSVRecord record) {
        this.file = file;
        this.line = line;
        this.record = record;
    }

    long line() {
        return line;
    }

    /** Whether the column is there and not empty. */
    boolean has(String column) {
        return record.isMapped(column) && record.isSet(column) && !record.get(column).isBlank();
    }

    /** The text of a column that has to be there and not empty. */
    String text(String column) throws BadInputException {
        if (!has(column)) {
            throw invalid(column, "expected a value, found none");
        }
        return record.get(column).trim();
    }

    /** A whole decimal number in a range. */
    long number(String column, long least, long most) throws BadInputException {
        return number(column, text(column), least, most);
    }

    /** Whole decimal numbers joined by hyphens, such as 1-1-2. */
    List<Long> numbers(String column, long least, long most) throws BadInputException {
        List<Long> numbers = new ArrayList<>();
        for (String part : text(column).split("-", -1)) {
            numbers.add(number(column, part, least, most));
        }
        return numbers;
    }

    /** The packet's addresses, ports, protocol and flow label. */
    FiveTuple flow() throws BadInputException {
        Address source = address("src");
        Address destination = address("dst");
        if (source.ipv6() != destination.ipv6()) {
            throw invalid("dst", "expected an address of the family of " + source + ", found " + destination);
        }
        if (has("family") && !text("family").equals(family(source))) {
            throw invalid("family", "expected " + family(source) + " as the addresses are, found \"" + text("family")
                    + "\"");
        }
        int protocol = has("proto") ? (int) number("proto", 0, MAX_PROTOCOL) : FiveTuple.TCP;
        FiveTuple flow = FiveTuple.of(source.bytes(), (int) number("sport", 0, MAX_PORT), destination.bytes(),
                (int) number("dport", 0, MAX_PORT), protocol);
        return has("flow_label") ? flow.withFlowLabel(label()) : flow;
    }

    BadInputException invalid(String column, String reason) {
        return new BadInputException(file + " line " + line + " column " + column + ": " + reason);
    }

    static String family(Address address) {
        return address.ipv6() ? "ipv6" : "ipv4";
    }

    private Address address(String column) throws BadInputException {
        try {
            return Address.parse(text(column));
        } catch (IllegalArgumentException e) {
            throw invalid(column, "expected an IPv4 or IPv6 address, found \"" + text(column) + "\"");
        }
    }

    private int label() throws BadInputException {
        String text = text("flow_label");
        if (!text.matches("0x[0-9a-fA-F]{1,5}")) {
            return (int) number("flow_label", 0, MAX_LABEL);
        }
        return Integer.parseInt(text.substring(2), 16);
    }

    private long number(String column, String text, long least, long most) throws BadInputException {
        if (!text.matches("\\d{1,18}") || Long.parseLong(text) < least || Long.parseLong(text) > most) {
            throw invalid(column, "expected a whole number in " + least + ".." + most + ", found \"" + text + "\"");
        }
        return Long.parseLong(text);
    }
}
