// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.control;

/**
 * Where in a message a check is: a chain of field names, turned into text only when something is wrong.
 */
final class FieldPath {
    private static final int NO_INDEX = -1;

    private final FieldPath parent;
    private final String name;
    private final int index;

    private FieldPath(FieldPath parent, String name, int index) {
        this.parent = parent;
        this.name = name;
        this.index = index;
    }

    static FieldPath root(String name) {
        return new FieldPath(null, name, NO_INDEX);
    }

    FieldPath field(String child) {
        return new FieldPath(this, child, NO_INDEX);
    }

    FieldPath element(String child, int at) {
        return new FieldPath(this, child, at);
    }

    InvalidMessageException bad(String reason) {
        return new InvalidMessageException(toString(), reason);
    }

    @Override
    public String toString() {
        String own = index == NO_INDEX ? name : name + '[' + index + ']';
        return parent == null ? own : parent + "." + own;
    }
}
