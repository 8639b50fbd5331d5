// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.config;

import java.util.Locale;

/** The settings of {@code run}. Each is a flag, an environment variable and a key of the configuration file. */
public enum Setting {
    CONTROLLER(Kind.LIST),
    AGENT_ID(Kind.TEXT),
    TLS_TRUST(Kind.TEXT),
    TLS_CERTIFICATE(Kind.TEXT),
    TLS_KEY(Kind.TEXT),
    PLAINTEXT(Kind.FLAG),
    ADDRESS(Kind.LIST),
    MAX_SUBFLOWS(Kind.NUMBER),
    MAX_CONNECTIONS(Kind.NUMBER),
    MAX_SUBFLOWS_PER_SECOND(Kind.NUMBER),
    PLANS(Kind.TEXT),
    MAX_STANDING_PLANS(Kind.NUMBER),
    ACCEPT_JOINS(Kind.FLAG),
    RUN_DIRECTORY(Kind.TEXT),
    SIMULATE(Kind.NUMBER),
    SOURCE_PORTS(Kind.TEXT),
    SOURCE_PORT_POOL(Kind.LIST),
    STEERING_CGROUP(Kind.TEXT),
    STEERING_DIRECTORY(Kind.TEXT),
    PLAN_LOG(Kind.TEXT),
    METRICS(Kind.TEXT),
    LOG_LEVEL(Kind.TEXT);

    /** What a value looks like. */
    enum Kind {
        TEXT("a text"), NUMBER("a whole number"), FLAG("true or false"), LIST("a list of texts");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    private final Kind kind;

    Setting(Kind kind) {
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    /** Key of the configuration file, for example {@code tls-trust}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Flag, for example {@code --tls-trust}. */
    public String flag() {
        return "--" + key();
    }

    /** Environment variable, for example {@code CROSSLAYER_TLS_TRUST}; a list's elements are separated by commas. */
    public String variable() {
        return "CROSSLAYER_" + name();
    }
}
