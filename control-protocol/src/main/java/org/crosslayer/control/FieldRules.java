// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.control;

import com.google.protobuf.ByteString;
import java.util.BitSet;
import java.util.List;
import org.crosslayer.control.v1.AnnouncedAddress;
import org.crosslayer.control.v1.FourTuple;
import org.crosslayer.control.v1.Prefix;
import org.crosslayer.control.v1.Subflow;

/** Rules for the values that messages of both directions are made of. */
final class FieldRules {
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;
    private static final ByteString IPV4_MAPPED = ByteString.fromHex("00000000000000000000ffff");

    private FieldRules() {
    }

    static void present(boolean present, FieldPath path) throws InvalidMessageException {
        if (!present) {
            throw path.bad("is missing");
        }
    }

    /** {@code value} is a uint32 as protobuf gives it: large values look negative. */
    static void range(int value, int min, int max, FieldPath path) throws InvalidMessageException {
        if (Integer.compareUnsigned(value, min) < 0 || Integer.compareUnsigned(value, max) > 0) {
            throw path.bad("is " + Integer.toUnsignedString(value) + ", expected " + min + " to " + max);
        }
    }

    static void count(int count, int min, int max, FieldPath path) throws InvalidMessageException {
        if (count < min || count > max) {
            throw path.bad("has " + count + " elements, expected " + min + " to " + max);
        }
    }

    static void nonZero(long value, FieldPath path) throws InvalidMessageException {
        if (value == 0) {
            throw path.bad("is 0");
        }
    }

    static void sourceOrDestinationPort(int port, FieldPath path) throws InvalidMessageException {
        range(port, 1, Limits.PORT, path);
    }

    /** A positive errno or 0; the wire type admits values that no int errno has. */
    static void errno(int error, FieldPath path) throws InvalidMessageException {
        range(error, 0, Integer.MAX_VALUE, path);
    }

    static void address(ByteString address, FieldPath path) throws InvalidMessageException {
        int bytes = address.size();
        if (bytes != IPV4_BYTES && bytes != IPV6_BYTES) {
            throw path.bad("has " + bytes + " bytes, expected 4 (IPv4) or 16 (IPv6)");
        }
    }

    static void sameFamily(ByteString local, ByteString remote, FieldPath path) throws InvalidMessageException {
        if (ipv4(local) != ipv4(remote)) {
            throw path.bad("mixes address families: local_address is " + family(local)
                + ", remote_address " + family(remote));
        }
    }

    /** Whether an address is an IPv4 one, in its own form or mapped into IPv6. */
    static boolean ipv4(ByteString address) {
        return address.size() == IPV4_BYTES || address.startsWith(IPV4_MAPPED);
    }

    private static String family(ByteString address) {
        return ipv4(address) ? "IPv4" : "IPv6";
    }

    /** Text for people: bounded, and without control characters that would forge log lines. */
    static void text(String text, int maxCharacters, FieldPath path) throws InvalidMessageException {
        if (text.codePointCount(0, text.length()) > maxCharacters) {
            throw path.bad("has more than " + maxCharacters + " characters");
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                throw path.bad("has a control character at index " + i);
            }
        }
    }

    /** 1 to {@code max} different ports. */
    static void differentPorts(List<Integer> ports, int max, FieldPath owner, String field)
        throws InvalidMessageException {
        count(ports.size(), 1, max, owner.field(field));
        BitSet seen = new BitSet();
        for (int i = 0; i < ports.size(); i++) {
            int port = ports.get(i);
            if (port < 1 || port > Limits.PORT || seen.get(port)) {
                FieldPath at = owner.element(field, i);
                sourceOrDestinationPort(port, at);
                throw at.bad("is " + port + " a second time");
            }
            seen.set(port);
        }
    }

    static void prefix(boolean present, Prefix prefix, FieldPath path) throws InvalidMessageException {
        present(present, path);
        ByteString address = prefix.getAddress();
        address(address, path.field("address"));
        range(prefix.getLength(), 0, address.size() * Byte.SIZE, path.field("length"));
        for (int bit = prefix.getLength(); bit < address.size() * Byte.SIZE; bit++) {
            if ((address.byteAt(bit / Byte.SIZE) & (0x80 >> bit % Byte.SIZE)) != 0) {
                throw path.field("address").bad("has bits set beyond the first " + prefix.getLength());
            }
        }
    }

    static void tuple(boolean present, FourTuple tuple, FieldPath path) throws InvalidMessageException {
        present(present, path);
        address(tuple.getLocalAddress(), path.field("local_address"));
        address(tuple.getRemoteAddress(), path.field("remote_address"));
        sameFamily(tuple.getLocalAddress(), tuple.getRemoteAddress(), path);
        sourceOrDestinationPort(tuple.getLocalPort(), path.field("local_port"));
        sourceOrDestinationPort(tuple.getRemotePort(), path.field("remote_port"));
    }

    static void subflow(boolean present, Subflow subflow, FieldPath path) throws InvalidMessageException {
        present(present, path);
        tuple(subflow.hasTuple(), subflow.getTuple(), path.field("tuple"));
        range(subflow.getLocalId(), 0, Limits.ADDRESS_ID, path.field("local_id"));
        range(subflow.getRemoteId(), 0, Limits.ADDRESS_ID, path.field("remote_id"));
    }

    static void announced(AnnouncedAddress announced, FieldPath path) throws InvalidMessageException {
        address(announced.getAddress(), path.field("address"));
        range(announced.getPort(), 0, Limits.PORT, path.field("port"));
        range(announced.getAddressId(), 0, Limits.ADDRESS_ID, path.field("address_id"));
    }
}
