// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator;

import org.crosslayer.simulator.run.Scenario;

/**
 * Names of result files, which tell scenarios apart.
 */
final class FileNames {

    private FileNames() {
    }

    /** Such as fat-tree-8-permutation-fail-2. A list of receivers is left out. */
    static String stem(Scenario scenario) {
        String stem = scenario.topology().replace(':', '-') + "-" + scenario.traffic().split(":", 2)[0];
        if (scenario.churning()) {
            stem += "-" + Math.round(100 * scenario.load());
        }
        if (scenario.failed() > 0) {
            stem += "-fail-" + scenario.failed();
        }
        if (scenario.degraded() > 0) {
            stem += "-degrade-" + scenario.degraded() + "-" + Math.round(100 * scenario.degradedTo());
        }
        return stem + (scenario.openedByReceiver() ? "-inbound" : "");
    }
}
