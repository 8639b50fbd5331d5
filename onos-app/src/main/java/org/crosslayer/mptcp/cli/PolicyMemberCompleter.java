// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.onosproject.cli.AbstractChoicesCompleter;

/** Completes members of the policy. */
@Service
public class PolicyMemberCompleter extends AbstractChoicesCompleter {
    @Override
    protected List<String> choices() {
        return Stream.of("maxSubflows", "minSubflows", "candidatePorts", "sourcePorts", "gainThreshold",
            "demoteInitial", "dataDirection", "openAfterBytes", "openAfterMillis", "telemetryIntervalMillis",
            "maxMovesPerSecond", "backupSubflows", "mode", "rollOutPercent")
            .map(member -> member + "=").collect(Collectors.toList());
    }
}
