// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why something with a file failed, for people: the JDK's own message of some of these is the file's name alone. */
public final class FileFault {
    private FileFault() {
    }

    /** One line with the file, if it is known, and the reason. */
    public static String text(IOException fault) {
        if (!(fault instanceof FileSystemException of) || of.getFile() == null) {
            return String.valueOf(fault.getMessage());
        }
        return of.getFile() + ": " + reason(of);
    }

    private static String reason(FileSystemException fault) {
        if (fault instanceof NoSuchFileException) {
            return "no such file or directory";
        } else if (fault instanceof AccessDeniedException) {
            return "permission denied";
        } else if (fault instanceof NotDirectoryException) {
            return "not a directory";
        }
        return fault.getReason() == null ? "it cannot be used" : fault.getReason();
    }
}
