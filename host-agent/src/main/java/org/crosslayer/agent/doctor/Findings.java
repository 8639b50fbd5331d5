// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.doctor;

import java.util.ArrayList;
import java.util.List;

/** Gathers findings, in the order of the checks. */
public final class Findings {
    private final List<Finding> all = new ArrayList<>();

    public void ok(String check, String text) {
        add(Finding.State.OK, check, text, "");
    }

    public void warn(String check, String text, String advice) {
        add(Finding.State.WARNING, check, text, advice);
    }

    public void fail(String check, String text, String advice) {
        add(Finding.State.FAILED, check, text, advice);
    }

    public void unknown(String check, String text, String advice) {
        add(Finding.State.UNKNOWN, check, text, advice);
    }

    private void add(Finding.State state, String check, String text, String advice) {
        all.add(new Finding(state, check, oneLine(text), oneLine(advice)));
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    public List<Finding> all() {
        return List.copyOf(all);
    }

    /** Whether something does not work. */
    public boolean isAnyFailed() {
        return all.stream().anyMatch(finding -> finding.state() == Finding.State.FAILED);
    }
}
