// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.benchmarks;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/**
 * What the command line asks for.
 */
final class Arguments {

    private final Set<Group> groups = EnumSet.noneOf(Group.class);
    private boolean quick;
    private Path out = Path.of(System.getProperty("crosslayer.results", "results"), "benchmark");

    /** Reads the words; IllegalArgumentException has a message for the user. */
    static Arguments parse(String... words) {
        Arguments arguments = new Arguments();
        for (int i = 0; i < words.length; i++) {
            switch (words[i]) {
                case "--quick":
                    arguments.quick = true;
                    break;
                case "--out":
                    if (++i == words.length) {
                        throw new IllegalArgumentException("--out needs a folder");
                    }
                    arguments.out = Path.of(words[i]);
                    break;
                default:
                    if (words[i].startsWith("-")) {
                        throw new IllegalArgumentException("unknown option '" + words[i]
                                + "': expected --quick or --out DIR");
                    }
                    arguments.groups.add(Group.named(words[i]));
            }
        }
        if (arguments.groups.isEmpty()) {
            arguments.groups.addAll(EnumSet.allOf(Group.class));
        }
        return arguments;
    }

    Set<Group> groups() {
        return groups;
    }

    boolean quick() {
        return quick;
    }

    Path out() {
        return out;
    }
}
