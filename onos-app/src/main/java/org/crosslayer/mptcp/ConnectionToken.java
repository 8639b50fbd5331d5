// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp;

/**
 * The token by which a host names a connection (RFC 8684, section 3.2): 32 bits, unsigned, unique at that host
 * only. Written as eight hexadecimal digits, like ss(8) and ip-mptcp(8) do.
 */
public final class ConnectionToken {
    private static final int HEX = 16;

    private final int value;

    private ConnectionToken(int value) {
        this.value = value;
    }

    /**
     * Makes a token.
     *
     * @param value the 32 bits
     * @return token
     */
    public static ConnectionToken token(int value) {
        return new ConnectionToken(value);
    }

    /**
     * Reads a token as {@link #toString()} writes it.
     *
     * @param text one to eight hexadecimal digits, with or without 0x
     * @return token
     * @throws NumberFormatException if the text is none
     */
    public static ConnectionToken parse(String text) {
        String digits = text.startsWith("0x") ? text.substring(2) : text;
        if (!digits.matches("[0-9a-fA-F]{1,8}")) {
            throw new NumberFormatException("'" + text
                + "' is not a connection's token, expected 1 to 8 hexadecimal digits");
        }
        return new ConnectionToken(Integer.parseUnsignedInt(digits, HEX));
    }

    /**
     * The token's bits.
     *
     * @return value; negative for tokens above 2^31
     */
    public int value() {
        return value;
    }

    @Override
    public int hashCode() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConnectionToken && ((ConnectionToken) other).value == value;
    }

    @Override
    public String toString() {
        return String.format("%08x", value);
    }
}
