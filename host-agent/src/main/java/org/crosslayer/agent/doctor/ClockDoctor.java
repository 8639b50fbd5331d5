// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.doctor;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.util.Locale;
import java.util.OptionalInt;

/** Whether the clock is kept in step: certificates, logs and measurements of several hosts need that. */
public final class ClockDoctor {
    private static final String CLOCK = "clock";
    /** adjtimex(2): the clock is not synchronised. */
    private static final int TIME_ERROR = 5;
    private static final double MILLIS = 1000;

    private ClockDoctor() {
    }

    /** The functions of libc that are called. */
    private static final class LibC {
        /** Enough for struct timex of any architecture. */
        private static final int TIMEX_BYTES = 512;

        static {
            Native.register(LibC.class, NativeLibrary.getProcess());
        }

        static native int adjtimex(Pointer timex);

        static int state() {
            try (Memory timex = new Memory(TIMEX_BYTES)) {
                // Modes 0: only asks.
                timex.clear();
                return adjtimex(timex);
            }
        }
    }

    /** The kernel's own opinion: what adjtimex(2) returns; empty if it cannot be asked. */
    public static OptionalInt kernelState() {
        int state = LibC.state();
        return state < 0 ? OptionalInt.empty() : OptionalInt.of(state);
    }

    /** @param state of {@link #kernelState} */
    public static void check(OptionalInt state, Findings findings) {
        if (state.isEmpty()) {
            findings.unknown(CLOCK, "the kernel does not tell whether the clock is synchronised", "");
        } else if (state.getAsInt() == TIME_ERROR) {
            findings.warn(CLOCK, "no time service keeps the clock of this host in step, as far as the kernel knows",
                "run one, such as chrony or systemd-timesyncd");
        } else {
            findings.ok(CLOCK, "synchronised, as far as the kernel knows");
        }
    }

    /**
     * Compares with another host's clock.
     *
     * @param other whose clock it is
     * @param aheadMillis it is so much ahead
     * @param withinMillis ... give or take so much
     */
    static void compare(String other, double aheadMillis, double withinMillis, Findings findings) {
        String text = String.format(Locale.ROOT, "that of %s is %.3f s %s this one, give or take %.3f s", other,
            Math.abs(aheadMillis) / MILLIS, aheadMillis < 0 ? "behind" : "ahead of", withinMillis / MILLIS);
        if (Math.abs(aheadMillis) - withinMillis > MILLIS) {
            findings.warn(CLOCK, text, "run a time service on both: new certificates count as not yet valid, and logs"
                + " do not fit together");
        } else {
            findings.ok(CLOCK, text);
        }
    }
}
