// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmpcheck;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.TypeAdapter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.crosslayer.ecmp.EcmpHash;
import org.crosslayer.ecmp.EcmpModels;
import org.crosslayer.ecmp.ModelParameters;

/**
 * An {@code ecmp} object of the network configuration.
 */
final class EcmpJson implements ModelParameters {

    private static final TypeAdapter<JsonElement> STRICT =
            new GsonBuilder().setStrictness(Strictness.STRICT).create().getAdapter(JsonElement.class);

    private final JsonObject json;

    private EcmpJson(JsonObject json) {
        this.json = json;
    }

    /** The model that such an object states. */
    static EcmpHash parse(String text) throws BadInputException {
        JsonObject json = object(text);
        EcmpJson parameters = new EcmpJson(json);
        try {
            String name = parameters.text("hash");
            List<String> known = EcmpModels.parameters(name).orElseThrow(() -> parameters.refusal("hash",
                    "expected one of " + String.join(", ", EcmpModels.names()) + ", found \"" + name + "\""));
            Set<String> unknown = new TreeSet<>(json.keySet());
            unknown.remove("hash");
            unknown.removeAll(known);
            for (String member : unknown) {
                throw parameters.refusal(member, "unknown member; known ones are hash"
                        + (known.isEmpty() ? "" : ", " + String.join(", ", known)));
            }
            return EcmpModels.create(name, parameters);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(e.getMessage());
        }
    }

    private static JsonObject object(String text) throws BadInputException {
        try {
            JsonElement element = STRICT.fromJson(text);
            if (element != null && element.isJsonObject()) {
                return element.getAsJsonObject();
            }
        } catch (JsonParseException | IOException e) {
            throw new BadInputException("expected a JSON object such as {\"hash\": \"crc16\"}, found " + text);
        }
        throw new BadInputException("expected a JSON object such as {\"hash\": \"crc16\"}, found " + text);
    }

    @Override
    public boolean has(String name) {
        return json.has(name);
    }

    @Override
    public long number(String name, long least, long most) {
        JsonElement element = required(name);
        if (element.isJsonPrimitive() && element.getAsJsonPrimitive().isNumber()) {
            String text = element.getAsString();
            if (text.matches("\\d{1,18}") && Long.parseLong(text) >= least && Long.parseLong(text) <= most) {
                return Long.parseLong(text);
            }
        }
        throw refusal(name, "expected a whole number in " + least + ".." + most + ", found " + element);
    }

    @Override
    public String text(String name) {
        return text(name, required(name));
    }

    @Override
    public List<String> texts(String name) {
        JsonElement element = required(name);
        if (!element.isJsonArray()) {
            throw refusal(name, "expected an array, found " + element);
        }
        List<String> texts = new ArrayList<>();
        JsonArray array = element.getAsJsonArray();
        for (int i = 0; i < array.size(); i++) {
            texts.add(text(name + "[" + i + "]", array.get(i)));
        }
        return texts;
    }

    @Override
    public RuntimeException refusal(String name, String reason) {
        return new IllegalArgumentException(name + ": " + reason);
    }

    private JsonElement required(String name) {
        if (!json.has(name)) {
            throw refusal(name, "missing");
        }
        return json.get(name);
    }

    private String text(String place, JsonElement element) {
        boolean string = element.isJsonPrimitive() && ((JsonPrimitive) element).isString();
        if (!string || element.getAsString().isEmpty()) {
            throw refusal(place, "expected a string, found " + element);
        }
        return element.getAsString();
    }
}
