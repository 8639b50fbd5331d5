// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The files of this host that checks read: the seam for tests. */
public interface HostFiles {
    /** Content of a file, without white space at its ends; empty if it is not there or cannot be read. */
    Optional<String> text(String path);

    /** Those of the running system. */
    static HostFiles running() {
        return path -> {
            try {
                return Optional.of(Files.readString(Path.of(path)).strip());
            } catch (IOException e) {
                return Optional.empty();
            }
        };
    }
}
