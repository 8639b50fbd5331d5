// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crosslayer.control.v1.Outcome;

/** The outcomes of the latest commands, so that a repeated one is answered and not carried out again. */
final class OutcomeMemory {
    static final int COMMANDS = 1024;

    private final Map<Long, List<Outcome>> outcomes = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, List<Outcome>> eldest) {
            return size() > COMMANDS;
        }
    };

    void put(long commandId, List<Outcome> of) {
        outcomes.put(commandId, List.copyOf(of));
    }

    List<Outcome> get(long commandId) {
        return outcomes.get(commandId);
    }
}
