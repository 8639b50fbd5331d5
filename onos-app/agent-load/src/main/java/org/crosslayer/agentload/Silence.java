// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agentload;

import java.util.concurrent.ThreadLocalRandom;

/** Asks a controller that has been silent, and gives it up, as the host agent does. */
final class Silence {
    static final long LOOK_NANOS = 500_000_000L;
    private static final long ASK_NANOS = 1_500_000_000L;
    private static final long GIVE_UP_NANOS = 4_000_000_000L;
    /** Who looks so late was stopped itself: what the controller has said meanwhile is not read yet. */
    private static final long LATE_NANOS = 1_500_000_000L;

    /** What is to be done. */
    enum Verdict { WAIT, ASK, GIVE_UP }

    private long heard;
    private long looked;

    Silence(long now) {
        heard = now;
        looked = now;
    }

    /** Something has come. */
    synchronized void heard(long now) {
        heard = now;
    }

    synchronized Verdict look(long now) {
        if (now - looked > LATE_NANOS) {
            // Anywhere in the time after which it asks: agents of many hosts do not ask all at once.
            heard = now - ThreadLocalRandom.current().nextLong(ASK_NANOS);
        }
        looked = now;
        long silent = now - heard;
        return silent >= GIVE_UP_NANOS ? Verdict.GIVE_UP : silent >= ASK_NANOS ? Verdict.ASK : Verdict.WAIT;
    }
}
