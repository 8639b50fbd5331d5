// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What a command shows. */
interface View {

    /** For people. */
    List<String> lines();

    /** For programs; the same facts. */
    ObjectNode json();
}
