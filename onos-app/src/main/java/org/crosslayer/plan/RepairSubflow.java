// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

/**
 * A subflow while a repair tries changes: one that is there, or one that might be added. Mutable.
 */
final class RepairSubflow {

    /** In place of a path number: it carries no data, as it is a backup or not there. */
    static final int NONE = -1;

    private final int id;
    private final RepairConnection connection;
    /** Null for one that might be added. */
    private final PlacedSubflow placed;
    private final boolean initial;
    private final int original;
    private int path;
    private boolean pinned;

    RepairSubflow(int id, RepairConnection connection, PlacedSubflow placed, boolean initial, int path) {
        this.id = id;
        this.connection = connection;
        this.placed = placed;
        this.initial = initial;
        this.original = path;
        this.path = path;
    }

    int id() {
        return id;
    }

    RepairConnection connection() {
        return connection;
    }

    PlacedSubflow placed() {
        return placed;
    }

    /** An initial subflow can be made a backup, but not be put elsewhere. */
    boolean initial() {
        return initial;
    }

    boolean spare() {
        return placed == null;
    }

    int original() {
        return original;
    }

    int path() {
        return path;
    }

    void path(int now) {
        path = now;
    }

    boolean active() {
        return path >= 0;
    }

    /** Whether it was opened or closed for fairness, which is not taken back. */
    boolean pinned() {
        return pinned;
    }

    void pinned(boolean now) {
        pinned = now;
    }

    boolean changed() {
        return path != original;
    }
}
