// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the bundle shows to others and carries with it. */
class BundleIT {
    private static final int JAVA_11 = 55;

    @Test
    void exportsOnlyItsOwnPackages() throws IOException {
        assertThat(clauses("Export-Package")).isNotEmpty().allMatch(c -> c.startsWith("org.crosslayer."));
    }

    /** ONOS has other versions of these; with them the bundle would fail to link. */
    @Test
    void importsNothingThatItCarries() throws IOException {
        assertThat(clauses("Import-Package")).isNotEmpty().noneMatch(c -> c.startsWith("io.grpc")
                || c.startsWith("com.google") || c.startsWith("io.netty") || c.startsWith("org.crosslayer.control"));
    }

    @Test
    void acceptsOnos25To27() throws IOException {
        assertThat(clauses("Import-Package")).filteredOn(c -> c.startsWith("org.onosproject"))
                .isNotEmpty().allMatch(c -> c.contains("version=\"[2.5,3)\""));
    }

    @Test
    void carriesNoNativeLibrariesOfForeignSystems() throws IOException {
        try (JarFile jar = jar()) {
            List<String> natives = jar.stream().map(JarEntry::getName)
                    .filter(n -> n.startsWith("META-INF/native/") && !n.endsWith("/")).collect(Collectors.toList());
            assertThat(natives).isNotEmpty().allMatch(n -> n.endsWith("_64.so"));
        }
    }

    @Test
    void ownClassesAreForJava11() throws IOException {
        try (JarFile jar = jar()) {
            List<JarEntry> own = jar.stream().filter(e -> e.getName().startsWith("org/crosslayer/")
                    && e.getName().endsWith(".class")).collect(Collectors.toList());
            assertThat(own).isNotEmpty();
            for (JarEntry entry : own) {
                assertThat(classVersion(jar, entry)).as(entry.getName()).isLessThanOrEqualTo(JAVA_11);
            }
        }
    }

    private static int classVersion(JarFile jar, JarEntry entry) throws IOException {
        try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
            in.readInt();
            in.readUnsignedShort();
            return in.readUnsignedShort();
        }
    }

    /** The clauses of a header: split at commas outside quotes. */
    private static List<String> clauses(String header) throws IOException {
        try (JarFile jar = jar()) {
            String value = jar.getManifest().getMainAttributes().getValue(header);
            return List.of(value.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)"));
        }
    }

    private static JarFile jar() throws IOException {
        return new JarFile(System.getProperty("application.bundle"));
    }
}
