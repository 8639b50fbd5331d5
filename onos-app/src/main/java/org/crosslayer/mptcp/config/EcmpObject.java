// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.crosslayer.ecmp.EcmpHash;
import org.crosslayer.ecmp.EcmpModels;
import org.crosslayer.ecmp.ModelParameters;

/**
 * An {@code ecmp} object of the configuration: the name of a hash model and the model's parameters.
 */
final class EcmpObject implements ModelParameters {

    private final StrictJson json;

    private EcmpObject(StrictJson json) {
        this.json = json;
    }

    /** The model that an ecmp object states. */
    static EcmpHash parse(StrictJson json) {
        StrictJson hash = json.object().required("hash");
        String name = hash.text();
        List<String> members = new ArrayList<>(List.of("hash"));
        members.addAll(EcmpModels.parameters(name).orElseThrow(() -> hash.invalid("expected one of "
                + String.join(", ", EcmpModels.names()) + ", found \"" + name + "\"")));
        return EcmpModels.create(name, new EcmpObject(json.object(members.toArray(new String[0]))));
    }

    @Override
    public boolean has(String name) {
        return json.optional(name).isPresent();
    }

    @Override
    public long number(String name, long least, long most) {
        return json.required(name).number(least, most);
    }

    @Override
    public String text(String name) {
        return json.required(name).text();
    }

    @Override
    public List<String> texts(String name) {
        return json.required(name).elements().stream().map(StrictJson::text).collect(Collectors.toList());
    }

    @Override
    public RuntimeException refusal(String name, String reason) {
        return json.required(name).invalid(reason);
    }
}
