// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.onoscore.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The jars of the core, as the feature list of the Karaf assembly names them. */
final class CoreBundles {
    /** What Karaf brings by itself and the core needs: declarative services and what these need. */
    private static final List<String> FROM_KARAF = List.of(
            "org/osgi/org.osgi.util.function",
            "org/osgi/org.osgi.util.promise",
            "org/osgi/org.osgi.service.component",
            "org/apache/felix/org.apache.felix.configadmin",
            "org/apache/felix/org.apache.felix.metatype",
            "org/apache/felix/org.apache.felix.scr");
    /** Without web server: nobody asks the embedded core by HTTP. */
    private static final List<String> FEATURES = List.of("onos-thirdparty-base", "onos-api", "onos-core");
    /** Wanted by the code above only through jars that do not run here. */
    private static final String WEB_FEATURE = "onos-thirdparty-web";

    private final Path repository;
    private final Document features;

    /**
     * Reads the list.
     *
     * @param assembly directory of the Karaf assembly
     * @throws IOException if the assembly is missing or unreadable
     */
    CoreBundles(Path assembly) throws IOException {
        repository = assembly.resolve("system");
        Path list = onlyFile(repository.resolve("org/crosslayer/onos-core-features"), "-features.xml");
        try {
            features = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(list.toFile());
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(list + " is no feature list: " + e.getMessage(), e);
        }
    }

    /** Returns what runs only as a bundle: Karaf's part. */
    List<Path> framework() throws IOException {
        List<Path> jars = new ArrayList<>();
        for (String artifact : FROM_KARAF) {
            jars.add(onlyFile(repository.resolve(artifact), ".jar"));
        }
        return jars;
    }

    /** Returns ONOS's jars and their libraries. */
    List<Path> core() {
        return FEATURES.stream().flatMap(this::bundlesOf).collect(Collectors.toList());
    }

    /** Returns jars that ONOS's interfaces refer to and that are of use only if the class path has them. */
    List<Path> web() {
        return bundlesOf(WEB_FEATURE).collect(Collectors.toList());
    }

    private Stream<Path> bundlesOf(String name) {
        NodeList all = features.getDocumentElement().getChildNodes();
        List<Path> jars = new ArrayList<>();
        for (int i = 0; i < all.getLength(); i++) {
            if (all.item(i) instanceof Element && name.equals(((Element) all.item(i)).getAttribute("name"))) {
                NodeList bundles = ((Element) all.item(i)).getElementsByTagName("bundle");
                for (int j = 0; j < bundles.getLength(); j++) {
                    jars.add(fileOf(bundles.item(j).getTextContent().trim()));
                }
            }
        }
        return jars.stream();
    }

    /** From {@code mvn:group/artifact/version} to the file in a repository of Maven's layout. */
    private Path fileOf(String url) {
        String[] part = url.substring("mvn:".length()).split("/");
        return repository.resolve(part[0].replace('.', '/')).resolve(part[1]).resolve(part[2])
                .resolve(part[1] + "-" + part[2] + ".jar");
    }

    private static Path onlyFile(Path directory, String suffix) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new IOException(directory + " is missing: build topologies/onos-core/karaf first (mvn package)");
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(f -> f.toString().endsWith(suffix)).findFirst()
                    .orElseThrow(() -> new IOException("no *" + suffix + " below " + directory));
        }
    }
}
