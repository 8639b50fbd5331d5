// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.onoscore.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * The packages that the framework takes from the test's class path instead of a bundle, so that test and bundles speak
 * of the same classes. A jar of the core that the class path has, in whatever version, is lent under the version that
 * the core expects.
 */
final class LentPackages {
    private final ClassLoader classPath;
    private final Set<String> clauses = new LinkedHashSet<>();

    LentPackages(ClassLoader classPath) {
        this.classPath = classPath;
    }

    /**
     * Lends one package.
     *
     * @param clause as in an Export-Package header
     */
    void add(String clause) {
        clauses.add(clause);
    }

    /**
     * Lends a jar's packages if the class path has them.
     *
     * @param jar bundle of the core
     * @return whether it is lent, and so must not be installed
     * @throws IOException if the jar cannot be read
     */
    boolean addIfOnClassPath(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            String exports = file.getManifest().getMainAttributes().getValue("Export-Package");
            if (exports == null || !isOnClassPath(file)) {
                return false;
            }
            clauses.add(withoutDirectives(exports));
            return true;
        }
    }

    private boolean isOnClassPath(JarFile jar) {
        return jar.stream().map(JarEntry::getName)
                .filter(n -> n.endsWith(".class") && !n.startsWith("META-INF/") && !n.endsWith("-info.class"))
                .findFirst().map(classPath::getResource).isPresent();
    }

    /** Drops {@code uses:="..."} and the like, which the framework refuses for its own packages. */
    private static String withoutDirectives(String exports) {
        return exports.replaceAll(";\\s*[\\w-]+:=(\"[^\"]*\"|[^\",;]*)", "");
    }

    /** Returns the value for {@code org.osgi.framework.system.packages.extra}. */
    String header() {
        return String.join(",", clauses);
    }
}
