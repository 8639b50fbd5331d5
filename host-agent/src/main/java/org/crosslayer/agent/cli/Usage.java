// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, in words for people. */
final class Usage {
    private Usage() {
    }

    static String text(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
            return unmatched(unmatched, unmatched.getUnmatched().get(0));
        }
        return String.valueOf(e.getMessage()).replaceAll(" is not an? (int|long|float|double)$", " is not a number");
    }

    private static String unmatched(UnmatchedArgumentException e, String word) {
        List<String> verbs = List.copyOf(e.getCommandLine().getSubcommands().keySet());
        List<String> near = e.getSuggestions();
        if (e.isUnknownOption()) {
            return "there is no option '" + word + "'" + (near.isEmpty() ? "" : ": is " + or(near) + " meant?");
        } else if (verbs.isEmpty()) {
            return "'" + word + "' is one word too many";
        }
        return "there is no verb '" + word + "': " + (near.isEmpty() ? verbs(e.getCommandLine())
            : "is " + or(near) + " meant?");
    }

    /** Those of a command, to choose from. */
    static String verbs(CommandLine command) {
        return "the verbs are " + String.join(", ", command.getSubcommands().keySet());
    }

    private static String or(List<String> words) {
        return "'" + String.join("' or '", words) + "'";
    }
}
