// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.crosslayer.mptcp.view.Query;
import org.onosproject.cli.AbstractChoicesCompleter;

/** Completes columns of the list that the command shows. */
@Service
public class SortCompleter extends AbstractChoicesCompleter {
    @Override
    protected List<String> choices() {
        return columns(commandLine.getArguments());
    }

    /** The command is named after the list: {@code mptcp-agents}, also {@code onos:mptcp-agents}. */
    static List<String> columns(String[] words) {
        return words.length == 0 ? List.of() : Query.columns(words[0].substring(words[0].lastIndexOf('-') + 1));
    }
}
