// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import java.util.concurrent.TimeUnit;

/**
 * Notices a controller that says nothing more although its connection stays: stopped, frozen, cut off. Used by one
 * thread, which looks every {@link #LOOK_MILLIS}.
 */
final class SilenceWatch {
    static final long LOOK_MILLIS = 500;
    static final long ASK_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);
    static final long GIVE_UP_NANOS = TimeUnit.MILLISECONDS.toNanos(4000);
    /** Who looks so late was stopped itself: what the controller has said meanwhile is not read yet. */
    static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);

    /** What is to be done. */
    enum Verdict { WAIT, ASK, GIVE_UP }

    private long heard;
    private long looked;

    SilenceWatch(long nowNanos) {
        heard = nowNanos;
        looked = nowNanos;
    }

    /** Something has come. */
    void heard(long nowNanos) {
        heard = nowNanos;
    }

    Verdict look(long nowNanos) {
        if (nowNanos - looked > LATE_NANOS) {
            heard = nowNanos;
        }
        looked = nowNanos;
        long silent = nowNanos - heard;
        return silent >= GIVE_UP_NANOS ? Verdict.GIVE_UP : silent >= ASK_NANOS ? Verdict.ASK : Verdict.WAIT;
    }
}
