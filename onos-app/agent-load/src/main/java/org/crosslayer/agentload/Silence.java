// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agentload;

import java.util.concurrent.ThreadLocalRandom;

/** Asks a controller that has been silent, and gives it up, as the host agent does. */
final class Silence {
    static final long LOOK_NANOS = 500_000_000L;
    private static final long ASK_NANOS = 1_500_000_000L;
    private static final long LAST_ASK_NANOS = 12_000_000_000L;
    private static final long ANSWER_NANOS = 2_500_000_000L;
    /** Who looks so late was stopped itself: what the controller has said meanwhile is not read yet. */
    private static final long LATE_NANOS = 1_500_000_000L;

    /** What is to be done. */
    enum Verdict { WAIT, ASK, GIVE_UP }

    private long heard;
    private long looked;
    private boolean asked;
    private long askedAt;
    private long patience = ASK_NANOS;
    private boolean needed = true;
    private long neededSince;

    Silence(long now) {
        heard = now;
        looked = now;
        neededSince = now;
    }

    /** Something has come. */
    synchronized void heard(long now) {
        heard = now;
        if (asked) {
            asked = false;
            patience = Math.min(2 * patience, LAST_ASK_NANOS);
        }
    }

    /** What is to be done; isNeeded: while there are connections. */
    synchronized Verdict look(long now, boolean isNeeded) {
        if (now - looked > LATE_NANOS) {
            // Anywhere in the time after which it asks: agents of many hosts do not ask all at once.
            heard = now - ThreadLocalRandom.current().nextLong(ASK_NANOS);
            asked = false;
        }
        looked = now;
        if (isNeeded) {
            patience = ASK_NANOS;
            neededSince = needed ? neededSince : now;
        }
        needed = isNeeded;
        if (asked) {
            return now - askedAt >= ANSWER_NANOS ? Verdict.GIVE_UP : Verdict.WAIT;
        }
        if (Math.min(now - heard, now - neededSince) < patience) {
            return Verdict.WAIT;
        }
        asked = true;
        askedAt = now;
        return Verdict.ASK;
    }
}
