// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads values of settings with their types; what is wrong is told with the place where it was given. */
final class ConfigReader {
    private final ConfigSources sources;

    ConfigReader(ConfigSources sources) {
        this.sources = sources;
    }

    boolean has(Setting setting) {
        return sources.get(setting) != null;
    }

    /** Where a setting was given, for messages. */
    String where(Setting setting) {
        return has(setting) ? sources.get(setting).where() : setting.flag();
    }

    <T> Optional<T> text(Setting setting, Function<String, T> parse) throws ConfigException {
        if (!has(setting)) {
            return Optional.empty();
        }
        return Optional.of(parse(setting, text(setting, sources.get(setting).value()), parse));
    }

    <T> List<T> list(Setting setting, Function<String, T> parse) throws ConfigException {
        List<T> parsed = new ArrayList<>();
        if (has(setting)) {
            Object value = sources.get(setting).value();
            List<?> elements = value instanceof List<?> list ? list : List.of(value);
            for (Object element : elements) {
                parsed.add(parse(setting, text(setting, element), parse));
            }
        }
        return parsed;
    }

    int number(Setting setting, int min, int max, int otherwise) throws ConfigException {
        if (!has(setting)) {
            return otherwise;
        }
        Object value = sources.get(setting).value();
        try {
            if (value instanceof Number || value instanceof String) {
                long number = Long.parseLong(value.toString().trim());
                if (number < min || number > max) {
                    throw wrong(setting, number + " is not within " + min + " to " + max);
                }
                return (int) number;
            }
        } catch (NumberFormatException e) {
            // answered below, in the same words
        }
        throw mismatch(setting, value);
    }

    boolean flag(Setting setting) throws ConfigException {
        if (!has(setting)) {
            return false;
        }
        Object value = sources.get(setting).value();
        return switch (value.toString().trim()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw mismatch(setting, value);
        };
    }

    private String text(Setting setting, Object value) throws ConfigException {
        if (value instanceof String text) {
            return text;
        }
        throw mismatch(setting, value);
    }

    private <T> T parse(Setting setting, String text, Function<String, T> parse) throws ConfigException {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            throw wrong(setting, e.getMessage());
        }
    }

    ConfigException wrong(Setting setting, String what) {
        return new ConfigException(where(setting) + ": " + what);
    }

    private ConfigException mismatch(Setting setting, Object value) {
        String found = value instanceof String text ? "'" + text + "'" : String.valueOf(value);
        return wrong(setting, "expected " + setting.kind().words() + ", found " + found);
    }
}
