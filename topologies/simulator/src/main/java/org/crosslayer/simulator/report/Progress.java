// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.report;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Tells on standard error what is being done and since when. On a terminal a line that grows is redrawn in place.
 */
public final class Progress {

    private static final double NANOS = 1e9;
    private static final int REDRAW_NANOS = 200_000_000;

    private final PrintStream out;
    private final boolean terminal;
    private final long started = System.nanoTime();
    private long drawn;

    /**
     * Progress of a run that begins now.
     *
     * @param out      where to
     * @param terminal whether that is a terminal
     */
    public Progress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /**
     * Prints a line.
     *
     * @param text what is done now, or done with
     */
    public void say(String text) {
        out.print((terminal ? "\r\033[K" : "") + stamped(text) + System.lineSeparator());
        out.flush();
    }

    /**
     * Redraws the last line, if this is a terminal.
     *
     * @param text what is being done
     * @param part of it that is done, 0..1
     */
    public void show(String text, double part) {
        long now = System.nanoTime();
        if (terminal && now - drawn > REDRAW_NANOS) {
            drawn = now;
            out.print("\r\033[K" + stamped(text) + String.format(Locale.ROOT, " %3.0f %%", 100 * part));
            out.flush();
        }
    }

    private String stamped(String text) {
        return String.format(Locale.ROOT, "[%6.1f s] %s", (System.nanoTime() - started) / NANOS, text);
    }
}
