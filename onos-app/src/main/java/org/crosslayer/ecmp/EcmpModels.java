// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The models that configurations and command lines can name. A new one is one line here.
 */
public final class EcmpModels {

    private static final List<EcmpModels> ALL = List.of(
            new EcmpModels("linux-policy0", LinuxEcmpHash::policy0, "seed", "flowLabel"),
            new EcmpModels("linux-policy1", LinuxEcmpHash::policy1, "seed"),
            new EcmpModels("linux-policy3", LinuxEcmpHash::policy3, "seed", "fields"),
            new EcmpModels("ovs-hash", OvsEcmpHash::from, "fields", "parameter"),
            new EcmpModels("ovs-dp-hash", OvsDpHash::from, "parameter"),
            new EcmpModels("crc16", parameters -> CrcEcmpHash.crc16()),
            new EcmpModels("crc16-ccitt", parameters -> CrcEcmpHash.crc16Ccitt()),
            new EcmpModels("crc32", parameters -> CrcEcmpHash.crc32()),
            new EcmpModels("source-port-modulo", parameters -> new SourcePortModulo()));

    private final String name;
    private final Function<ModelParameters, EcmpHash> reader;
    private final List<String> parameters;

    private EcmpModels(String name, Function<ModelParameters, EcmpHash> reader, String... parameters) {
        this.name = name;
        this.reader = reader;
        this.parameters = List.of(parameters);
    }

    /**
     * All models.
     *
     * @return names, in the order of the documentation
     */
    public static List<String> names() {
        return ALL.stream().map(model -> model.name).collect(Collectors.toList());
    }

    /**
     * What a model can be told.
     *
     * @param name name of a model
     * @return names of its parameters; empty if there is no such model
     */
    public static Optional<List<String>> parameters(String name) {
        return named(name).map(model -> new ArrayList<>(model.parameters));
    }

    /**
     * Makes a model.
     *
     * @param name       one of {@link #names()}
     * @param parameters no others than {@link #parameters} says
     * @return the model
     */
    public static EcmpHash create(String name, ModelParameters parameters) {
        return named(name).orElseThrow(() -> new IllegalArgumentException("no model " + name)).reader
                .apply(parameters);
    }

    private static Optional<EcmpModels> named(String name) {
        return ALL.stream().filter(model -> model.name.equals(name)).findFirst();
    }
}
