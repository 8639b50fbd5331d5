// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The values of the settings from flags, environment and file, each with the words that say where it is from. */
final class ConfigSources {
    /** A value as it was given, and where. */
    record Given(Object value, String where) {
    }

    private final Map<Setting, Given> values = new EnumMap<>(Setting.class);

    /**
     * Gathers the values; the first source that has a setting wins.
     *
     * @param flags by setting: a text, or a list of texts
     */
    ConfigSources(Map<Setting, ?> flags, Map<String, String> environment, Optional<Path> file)
        throws ConfigException {
        this(flags, environment, file.orElse(null), file.isPresent() ? parse("configuration file", file.get()) : null);
    }

    /** @param config what is in the file; null if there is none */
    ConfigSources(Map<Setting, ?> flags, Map<String, String> environment, Path file, Config config)
        throws ConfigException {
        if (config != null) {
            addFile(file, config);
        }
        for (Setting setting : Setting.values()) {
            String text = environment.get(setting.variable());
            if (text != null) {
                values.put(setting, new Given(setting.kind() == Setting.Kind.LIST ? split(text) : text,
                    "environment variable " + setting.variable()));
            }
        }
        flags.forEach((setting, value) -> values.put(setting, new Given(value, setting.flag())));
    }

    private static List<String> split(String text) {
        return Arrays.stream(text.split(",")).map(String::trim).filter(part -> !part.isEmpty()).toList();
    }

    /** @param kind of file, for messages */
    static Config parse(String kind, Path file) throws ConfigException {
        if (!Files.isReadable(file)) {
            throw new ConfigException(kind + " " + file + " is not there or cannot be read");
        }
        return resolved(file, () -> ConfigFactory.parseFile(file.toFile(), ConfigParseOptions.defaults()
            .setAllowMissing(false).setSyntax(ConfigSyntax.CONF)));
    }

    /** What a file would be with this text in it. */
    static Config parseText(String text, Path file) throws ConfigException {
        return resolved(file, () -> ConfigFactory.parseString(text, ConfigParseOptions.defaults()
            .setSyntax(ConfigSyntax.CONF).setOriginDescription(file.getFileName().toString())));
    }

    private static Config resolved(Path file, Supplier<Config> parsed) throws ConfigException {
        try {
            return parsed.get().resolve();
        } catch (com.typesafe.config.ConfigException e) {
            String where = e.origin() == null ? file.toString() : place(file, e.origin().lineNumber());
            throw new ConfigException(where + ": " + reason(e, file));
        }
    }

    private void addFile(Path file, Config config) throws ConfigException {
        Set<String> keys = new HashSet<>();
        for (Setting setting : Setting.values()) {
            keys.add(setting.key());
        }
        for (Map.Entry<String, ConfigValue> entry : config.root().entrySet()) {
            String where = place(file, entry.getValue().origin().lineNumber());
            if (!keys.contains(entry.getKey())) {
                throw new ConfigException(where + ": unknown key '" + entry.getKey() + "', the keys are "
                    + String.join(", ", Arrays.stream(Setting.values()).map(Setting::key).toList()));
            }
        }
        for (Setting setting : Setting.values()) {
            ConfigValue value = config.root().get(setting.key());
            if (value != null) {
                values.put(setting, new Given(value.unwrapped(),
                    place(file, value.origin().lineNumber()) + ": " + setting.key()));
            }
        }
    }

    /** The library puts the place in front and advice about quoting behind: the first sentence is enough. */
    private static String reason(com.typesafe.config.ConfigException e, Path file) {
        String message = e.getMessage().lines().findFirst().orElse("cannot be read");
        int at = message.indexOf(file.getFileName().toString() + ": ");
        if (at >= 0) {
            message = message.substring(at + file.getFileName().toString().length() + 2);
        }
        return message.replaceFirst("^[0-9]+: ", "").replaceFirst(" \\(if you intended.*", "");
    }

    private static String place(Path file, int line) {
        return line > 0 ? file + ":" + line : file.toString();
    }

    Given get(Setting setting) {
        return values.get(setting);
    }
}
