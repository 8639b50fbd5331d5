// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmpcheck;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crosslayer.ecmp.EcmpHash;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.ecmp.OvsDpHash;
import org.crosslayer.ecmp.OvsEcmpHash;
import org.crosslayer.ecmp.OvsField;

/**
 * Buckets of select groups of Open vSwitch. Column selection is what {@code ovs-ofctl add-group} was given:
 * {@code default}, or {@code selection_method=...} with what belongs to it.
 */
final class OvsRows implements RowForm {

    private static final Pattern METHOD = Pattern.compile("selection_method=([a-z_]+)");
    private static final Pattern PARAMETER = Pattern.compile("selection_method_param=(\\d{1,20})");
    private static final Pattern FIELDS = Pattern.compile("fields\\(([^)]*)\\)");

    @Override
    public List<String> columns() {
        return List.of("src", "dst", "sport", "dport", "selection", "weights", "bucket_position");
    }

    @Override
    public Set<String> optionalColumns() {
        return Set.of("family", "proto", "openflow", "bucket_ids", "dead");
    }

    @Override
    public Observation read(Row row) throws BadInputException {
        FiveTuple flow = row.flow();
        EcmpHash hash = hash(row);
        Group group = new Group(row);
        return new Observation(row.line(), flow, hash.toString(), group.toString(), hash.toString(),
                group.predict(hash, flow), group.observed("bucket_position"));
    }

    private static EcmpHash hash(Row row) throws BadInputException {
        String selection = row.text("selection");
        Matcher method = METHOD.matcher(selection);
        String name = method.find() ? method.group(1) : "";
        // Before OpenFlow 1.5 there is no way to hand a method over, and it is dropped without a word.
        boolean dropped = old(row) && !name.isEmpty();
        if (selection.startsWith("default") || dropped) {
            return new OvsDpHash(OvsDpHash.DEFAULT_PARAMETER);
        }
        long parameter = parameter(row, selection);
        if (name.equals("hash")) {
            return new OvsEcmpHash(fields(row, selection), parameter);
        }
        if (name.equals("dp_hash") && parameter >>> Integer.SIZE <= 1) {
            return new OvsDpHash(parameter);
        }
        throw row.invalid("selection", "expected default, selection_method=dp_hash with a parameter up to 8589934591, "
                + "or selection_method=hash,fields(...), found \"" + selection + "\"");
    }

    private static boolean old(Row row) throws BadInputException {
        String version = row.has("openflow") ? row.text("openflow") : "OpenFlow15";
        if (!version.matches("OpenFlow1[0-5]")) {
            throw row.invalid("openflow", "expected OpenFlow10 to OpenFlow15, found \"" + version + "\"");
        }
        return !version.equals("OpenFlow15");
    }

    private static long parameter(Row row, String selection) throws BadInputException {
        Matcher matcher = PARAMETER.matcher(selection);
        if (!matcher.find()) {
            return 0;
        }
        try {
            return Long.parseUnsignedLong(matcher.group(1));
        } catch (NumberFormatException e) {
            throw row.invalid("selection", "expected a parameter of 64 bits, found " + matcher.group(1));
        }
    }

    private static Set<OvsField> fields(Row row, String selection) throws BadInputException {
        Matcher matcher = FIELDS.matcher(selection);
        Set<OvsField> fields = EnumSet.noneOf(OvsField.class);
        for (String name : matcher.find() ? matcher.group(1).split(",") : new String[0]) {
            Optional<OvsField> field = OvsField.named(name.trim());
            if (field.isEmpty()) {
                throw row.invalid("selection", "expected fields out of " + EnumSet.allOf(OvsField.class) + ", found \""
                        + name + "\"");
            }
            fields.add(field.get());
        }
        if (fields.isEmpty()) {
            throw row.invalid("selection", "expected fields(...) with selection_method=hash");
        }
        return fields;
    }
}
