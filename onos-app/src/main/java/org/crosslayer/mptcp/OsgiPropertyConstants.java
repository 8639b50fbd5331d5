// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp;

/** Names and defaults of the component properties, which ONOS shows and sets with {@code cfg}. */
public final class OsgiPropertyConstants {
    public static final String LISTEN_ADDRESS = "listenAddress";
    public static final String LISTEN_ADDRESS_DEFAULT = "0.0.0.0";

    public static final String PORT = "port";
    public static final int PORT_DEFAULT = 9494;

    public static final String TLS_CERTIFICATE = "tlsCertificate";
    public static final String TLS_CERTIFICATE_DEFAULT = "";

    public static final String TLS_KEY = "tlsKey";
    public static final String TLS_KEY_DEFAULT = "";

    public static final String TLS_TRUST = "tlsTrust";
    public static final String TLS_TRUST_DEFAULT = "";

    public static final String PLAINTEXT = "plaintext";
    public static final boolean PLAINTEXT_DEFAULT = false;

    public static final String DETACH_GRACE_SECONDS = "detachGraceSeconds";
    public static final int DETACH_GRACE_SECONDS_DEFAULT = 30;

    public static final String FABRIC_WAIT_MILLIS = "fabricWaitMillis";
    public static final int FABRIC_WAIT_MILLIS_DEFAULT = 10000;

    public static final String UTILISATION_SECONDS = "utilisationSeconds";
    public static final int UTILISATION_SECONDS_DEFAULT = 5;

    private OsgiPropertyConstants() {
    }
}
