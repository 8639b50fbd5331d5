// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/** One section of a configuration file, read with types; what is wrong is told with file, line and key. */
final class Section {
    private final Path file;
    private final String name;
    private final ConfigObject values;

    Section(Path file, String name, ConfigObject values) {
        this.file = file;
        this.name = name;
        this.values = values;
    }

    /** Refuses keys that nobody asks for. */
    Section only(String... keys) throws ConfigException {
        Set<String> unknown = new TreeSet<>(values.keySet());
        unknown.removeAll(Set.of(keys));
        if (!unknown.isEmpty()) {
            String key = unknown.iterator().next();
            throw wrong(key, "unknown key, the keys here are " + String.join(", ", keys));
        }
        return this;
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    int number(String key, long min, long max, int otherwise) throws ConfigException {
        if (!has(key)) {
            return otherwise;
        }
        Object value = values.get(key).unwrapped();
        if (value instanceof Integer || value instanceof Long) {
            long number = ((Number) value).longValue();
            if (number >= min && number <= max) {
                return (int) number;
            }
        }
        throw wrong(key, "expected a whole number of " + min + " to " + max + ", found " + value);
    }

    boolean flag(String key, boolean otherwise) throws ConfigException {
        if (!has(key)) {
            return otherwise;
        }
        if (values.get(key).unwrapped() instanceof Boolean flag) {
            return flag;
        }
        throw wrong(key, "expected true or false, found " + values.get(key).unwrapped());
    }

    <T> Optional<T> text(String key, Function<String, T> parse) throws ConfigException {
        if (!has(key)) {
            return Optional.empty();
        }
        Object value = values.get(key).unwrapped();
        if (!(value instanceof String) && !(value instanceof Number)) {
            throw wrong(key, "expected a text, found " + value);
        }
        return Optional.of(make(key, () -> parse.apply(value.toString())));
    }

    <T> T needed(String key, Function<String, T> parse) throws ConfigException {
        return text(key, parse).orElseThrow(() -> wrong(key, "is missing"));
    }

    /** The sections of a list; none if there is no such key. */
    List<Section> sections(String key) throws ConfigException {
        List<Section> sections = new ArrayList<>();
        if (has(key)) {
            if (!(values.get(key) instanceof ConfigList list)) {
                throw wrong(key, "expected a list [ { ... }, ... ]");
            }
            for (ConfigValue value : list) {
                String at = path(key) + "[" + sections.size() + "]";
                if (!(value instanceof ConfigObject section)) {
                    throw new ConfigException(place(value) + ": " + at + ": expected { ... }");
                }
                sections.add(new Section(file, at, section));
            }
        }
        return sections;
    }

    Optional<Section> section(String key) throws ConfigException {
        if (!has(key)) {
            return Optional.empty();
        }
        if (values.get(key) instanceof ConfigObject section) {
            return Optional.of(new Section(file, path(key), section));
        }
        throw wrong(key, "expected { ... }");
    }

    /** Whole numbers of a list. */
    byte[] bytes(String key) throws ConfigException {
        if (!has(key) || !(values.get(key) instanceof ConfigList list)) {
            throw wrong(key, "expected a list of whole numbers");
        }
        byte[] bytes = new byte[list.size()];
        for (int i = 0; i < bytes.length; i++) {
            if (!(list.get(i).unwrapped() instanceof Integer number) || number < 0 || number > 255) {
                throw wrong(key, "expected whole numbers of 0 to 255, found " + list.get(i).unwrapped());
            }
            bytes[i] = (byte) (int) number;
        }
        return bytes;
    }

    /** Makes a value that says by an IllegalArgumentException what is wrong with it. */
    <T> T make(String key, Supplier<T> value) throws ConfigException {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw wrong(key, e.getMessage());
        }
    }

    /** Something is wrong with a key, or, without one, with the section. */
    ConfigException wrong(String key, String what) {
        ConfigValue at = key.isEmpty() || !has(key) ? values : values.get(key);
        String path = path(key);
        return new ConfigException(place(at) + ": " + (path.isEmpty() ? "" : path + ": ") + what);
    }

    private String path(String key) {
        return name.isEmpty() || key.isEmpty() ? name + key : name + "." + key;
    }

    private String place(ConfigValue value) {
        int line = value.origin().lineNumber();
        return line > 0 ? file + ":" + line : file.toString();
    }
}
