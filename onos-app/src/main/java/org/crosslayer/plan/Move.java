// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import java.util.Optional;
import org.crosslayer.ecmp.FiveTuple;

/**
 * One change to a live connection. To be carried out make before break: open, wait until the new subflow is
 * established, then close or demote the old one. {@link Placement#update} has to be told how it went.
 */
public final class Move {

    private final Object key;
    private final FiveTuple close;
    private final PlannedPath open;
    private final FiveTuple demote;
    private final String reason;

    Move(Object key, FiveTuple close, PlannedPath open, FiveTuple demote, String reason) {
        this.key = key;
        this.close = close;
        this.open = open;
        this.demote = demote;
        this.reason = reason;
    }

    /**
     * The connection.
     *
     * @return its key, as given in the {@link ConnectionView}
     */
    public Object key() {
        return key;
    }

    /**
     * Subflow to close.
     *
     * @return in the direction of its SYN; empty if none is to be closed
     */
    public Optional<FiveTuple> close() {
        return Optional.ofNullable(close);
    }

    /**
     * Subflow to open.
     *
     * @return path and candidate source ports; empty if none is to be opened
     */
    public Optional<PlannedPath> open() {
        return Optional.ofNullable(open);
    }

    /**
     * Subflow to make a backup.
     *
     * @return the initial one, in the direction of its SYN; empty if none is to be demoted
     */
    public Optional<FiveTuple> demote() {
        return Optional.ofNullable(demote);
    }

    /**
     * Why.
     *
     * @return one line for people
     */
    public String reason() {
        return reason;
    }

    @Override
    public String toString() {
        return key + ":" + (open == null ? "" : " open " + open) + (close == null ? "" : " close " + close)
                + (demote == null ? "" : " demote " + demote) + ": " + reason;
    }
}
