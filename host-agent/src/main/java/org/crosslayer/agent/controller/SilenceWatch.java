// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import java.util.concurrent.TimeUnit;

/**
 * Notices a controller that says nothing more although its connection stays: stopped, frozen, cut off. A silence is
 * questioned once: the transport loses nothing, so that asking again would tell nothing more, and would burden a
 * controller that is late. While the agent has nothing that a controller is needed for, every answer doubles the
 * silence that the next question takes. Once it has, it waits for the shortest silence again: what it reports is
 * answered as a rule. Used by one thread, which looks every {@link #LOOK_MILLIS}.
 */
final class SilenceWatch {
    static final long LOOK_MILLIS = 500;
    /** The silence that is questioned while a controller is needed. */
    static final long ASK_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);
    /** The silence that is always questioned. */
    static final long LAST_ASK_NANOS = TimeUnit.MILLISECONDS.toNanos(12_000);
    /** An answer has to come within this. */
    static final long ANSWER_NANOS = TimeUnit.MILLISECONDS.toNanos(2500);
    /** Who looks so late was stopped itself: what the controller has said meanwhile is not read yet. */
    static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);

    /** What is to be done. */
    enum Verdict { WAIT, ASK, GIVE_UP }

    private long heard;
    private long looked;
    private boolean asked;
    private long askedAt;
    private long patience = ASK_NANOS;
    /** At first: the snapshot is answered. */
    private boolean needed = true;
    private long neededSince;

    SilenceWatch(long nowNanos) {
        heard = nowNanos;
        looked = nowNanos;
        neededSince = nowNanos;
    }

    /** Something has come. */
    void heard(long nowNanos) {
        heard = nowNanos;
        if (asked) {
            asked = false;
            patience = Math.min(2 * patience, LAST_ASK_NANOS);
        }
    }

    /**
     * Says what is to be done now.
     *
     * @param isNeeded whether there is anything that a controller is needed for
     */
    Verdict look(long nowNanos, boolean isNeeded) {
        if (nowNanos - looked > LATE_NANOS) {
            heard = nowNanos;
            asked = false;
        }
        looked = nowNanos;
        if (isNeeded) {
            patience = ASK_NANOS;
            neededSince = needed ? neededSince : nowNanos;
        }
        needed = isNeeded;
        if (asked) {
            return nowNanos - askedAt >= ANSWER_NANOS ? Verdict.GIVE_UP : Verdict.WAIT;
        }
        if (Math.min(nowNanos - heard, nowNanos - neededSince) < patience) {
            return Verdict.WAIT;
        }
        asked = true;
        askedAt = nowNanos;
        return Verdict.ASK;
    }

    /** How long nothing has come. */
    long silentNanos(long nowNanos) {
        return nowNanos - heard;
    }
}
