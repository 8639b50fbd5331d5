// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent;

/** The version of this software. */
public final class Version {
    private Version() {
    }

    /** As the manifest of the jar has it; {@code development} outside of a jar. */
    public static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
