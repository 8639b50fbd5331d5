// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.config;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.crosslayer.ecmp.EcmpHash;
import org.crosslayer.ecmp.LinuxEcmpHash;
import org.crosslayer.ecmp.SourcePortModulo;

/**
 * The hash models that the configuration can name, each with the members that it takes.
 */
enum HashFamily {

    LINUX_POLICY_1("linux-policy1", "hash", "seed") {
        @Override
        EcmpHash read(StrictJson ecmp) {
            return new LinuxEcmpHash(LinuxEcmpHash.Policy.LAYER_4, seed(ecmp));
        }
    },
    LINUX_POLICY_3("linux-policy3", "hash", "seed", "fields") {
        @Override
        EcmpHash read(StrictJson ecmp) {
            ecmp.optional("fields").ifPresent(fields -> fields.text("0x0*37", "0x37, the only mask that is modelled"));
            return new LinuxEcmpHash(LinuxEcmpHash.Policy.FIVE_TUPLE, seed(ecmp));
        }
    },
    SOURCE_PORT_MODULO("source-port-modulo", "hash") {
        @Override
        EcmpHash read(StrictJson ecmp) {
            return new SourcePortModulo();
        }
    };

    private static final long MAX_SEED = 0xffff_ffffL;

    private final String text;
    private final String[] members;

    HashFamily(String text, String... members) {
        this.text = text;
        this.members = members;
    }

    /** Makes the model from the members of an ecmp object. */
    abstract EcmpHash read(StrictJson ecmp);

    /** The model that an ecmp object states. */
    static EcmpHash parse(StrictJson ecmp) {
        StrictJson hash = ecmp.object("hash", "seed", "fields").required("hash");
        HashFamily family = named(hash.text()).orElseThrow(() -> hash.invalid("expected one of "
                + Arrays.stream(values()).map(known -> known.text).collect(Collectors.joining(", "))
                + ", found \"" + hash.text() + "\""));
        return family.read(ecmp.object(family.members));
    }

    private static Optional<HashFamily> named(String text) {
        return Arrays.stream(values()).filter(family -> family.text.equals(text)).findFirst();
    }

    private static int seed(StrictJson ecmp) {
        return (int) ecmp.required("seed").number(1, MAX_SEED);
    }
}
