// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.onosproject.cli.AbstractChoicesCompleter;

/** Completes columns of the list that the command shows, as the beginning of a condition. */
@Service
public class ColumnCompleter extends AbstractChoicesCompleter {
    @Override
    protected List<String> choices() {
        return Stream.concat(SortCompleter.columns(commandLine.getArguments()).stream(), Stream.of("q"))
            .map(column -> column + "=").collect(Collectors.toList());
    }
}
