// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.crosslayer.ecmp.Address;
import org.crosslayer.mptcp.view.MptcpViews;
import org.onosproject.cli.AbstractShellCommand;

/** What the commands have in common: a view as text or, with -j, as JSON; and one line for a wrong argument. */
abstract class MptcpCommand extends AbstractShellCommand {
    private static final int MAX_PORT = 65_535;

    /**
     * Makes the view.
     *
     * @throws IllegalArgumentException with one line about a wrong argument
     */
    protected abstract View view();

    /** The read model. */
    static MptcpViews views() {
        return get(MptcpViews.class);
    }

    @Override
    protected void doExecute() throws JsonProcessingException {
        // What it throws is shown as one line, and tells the caller that the command has failed; error() would not.
        View view = view();
        if (outputJson()) {
            print("%s", mapper().writeValueAsString(view.json()));
        } else {
            view.lines().forEach(line -> print("%s", line));
        }
    }

    static Address address(String text) {
        return Address.parse(text);
    }

    static void sameFamily(Address source, Address destination) {
        if (source.ipv6() != destination.ipv6()) {
            throw new IllegalArgumentException(source + " and " + destination
                + " are of different families: give two IPv4 or two IPv6 addresses");
        }
    }

    static int transportPort(String text) {
        if (text.matches("\\d{1,5}") && Integer.parseInt(text) <= MAX_PORT && Integer.parseInt(text) > 0) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException("'" + text + "' is not a transport port, expected 1 to " + MAX_PORT);
    }
}
