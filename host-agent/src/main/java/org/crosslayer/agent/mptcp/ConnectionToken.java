// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.mptcp;

/**
 * The token of an MPTCP connection (RFC 8684, section 3.2) is an unsigned 32-bit number, carried as an
 * {@code int} with the same bits everywhere. For people it is hexadecimal, as in {@code ss} and {@code ip mptcp}.
 */
public final class ConnectionToken {
    private ConnectionToken() {
    }

    /** Eight hexadecimal digits. */
    public static String format(int token) {
        String digits = Integer.toHexString(token);
        return "0".repeat(8 - digits.length()) + digits;
    }

    /**
     * Reads one to eight hexadecimal digits, with or without {@code 0x} in front.
     *
     * @throws IllegalArgumentException with one clear line
     */
    public static int parse(String text) {
        String digits = text.startsWith("0x") || text.startsWith("0X") ? text.substring(2) : text;
        try {
            if (digits.length() <= 8 && !digits.startsWith("+") && !digits.startsWith("-")) {
                return Integer.parseUnsignedInt(digits, 16);
            }
        } catch (NumberFormatException e) {
            // answered below, in the same words
        }
        throw new IllegalArgumentException(
            "token '" + text + "' is not 1 to 8 hexadecimal digits as ss -M and 'crosslayer-agent list' show them");
    }
}
