// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.mptcp;

import java.util.function.Consumer;
import org.crosslayer.agent.netlink.AttributeReader;
import org.crosslayer.agent.netlink.AttributeWriter;

/**
 * The nested address of requests and answers:
 * <pre>
 *   FAMILY u16 | ID u8 | ADDR4 4 bytes or ADDR6 16 bytes | PORT u16 host order | FLAGS u32 | IF_IDX s32
 * </pre>
 * What is 0 is left out.
 */
final class AddressCodec {
    private AddressCodec() {
    }

    static Consumer<AttributeWriter> local(LocalAddress address) {
        return writer -> {
            endpoint(writer, address.endpoint(), false);
            nonZeroU8(writer, PathManagerProtocol.ADDRESS_ID, address.id());
            nonZeroU32(writer, PathManagerProtocol.ADDRESS_FLAGS, address.flags());
            nonZeroU32(writer, PathManagerProtocol.ADDRESS_INTERFACE, address.interfaceIndex());
        };
    }

    static Consumer<AttributeWriter> remote(SocketEndpoint endpoint, int id) {
        return writer -> {
            endpoint(writer, endpoint, false);
            nonZeroU8(writer, PathManagerProtocol.ADDRESS_ID, id);
        };
    }

    /** An address without an id; {@code mapped}: an IPv4 one as IPv6 sockets have it. */
    static Consumer<AttributeWriter> plain(SocketEndpoint endpoint, boolean mapped) {
        return writer -> endpoint(writer, endpoint, mapped);
    }

    static Consumer<AttributeWriter> onlyId(int id) {
        return writer -> writer.u8(PathManagerProtocol.ADDRESS_ID, id);
    }

    private static void endpoint(AttributeWriter writer, SocketEndpoint endpoint, boolean mapped) {
        byte[] bytes = endpoint.address().getAddress();
        if (endpoint.isIpv6() || mapped) {
            writer.u16Host(PathManagerProtocol.ADDRESS_FAMILY, Addresses.FAMILY_IPV6);
            writer.bytes(PathManagerProtocol.ADDRESS_IPV6, endpoint.isIpv6() ? bytes : Addresses.mapped(bytes));
        } else {
            writer.u16Host(PathManagerProtocol.ADDRESS_FAMILY, Addresses.FAMILY_IPV4);
            writer.bytes(PathManagerProtocol.ADDRESS_IPV4, bytes);
        }
        if (endpoint.port() != 0) {
            writer.u16Host(PathManagerProtocol.ADDRESS_PORT, endpoint.port());
        }
    }

    private static void nonZeroU8(AttributeWriter writer, int type, int value) {
        if (value != 0) {
            writer.u8(type, value);
        }
    }

    private static void nonZeroU32(AttributeWriter writer, int type, int value) {
        if (value != 0) {
            writer.u32Host(type, value);
        }
    }

    /** Reads the inside of an address; errors are kept in the reader. Null only if there is one. */
    static LocalAddress read(AttributeReader reader) {
        byte[] bytes = null;
        int id = 0;
        int port = 0;
        int flags = 0;
        int interfaceIndex = 0;
        while (reader.next()) {
            switch (reader.type()) {
                case PathManagerProtocol.ADDRESS_ID -> id = reader.u8();
                case PathManagerProtocol.ADDRESS_IPV4 -> bytes = reader.bytes(4);
                case PathManagerProtocol.ADDRESS_IPV6 -> bytes = reader.bytes(16);
                case PathManagerProtocol.ADDRESS_PORT -> port = reader.u16Host();
                case PathManagerProtocol.ADDRESS_FLAGS -> flags = reader.u32Host();
                case PathManagerProtocol.ADDRESS_INTERFACE -> interfaceIndex = reader.u32Host();
                default -> { }
            }
        }
        if (bytes == null) {
            reader.fail("address without an address");
            return null;
        }
        return new LocalAddress(new SocketEndpoint(Addresses.of(bytes), port), id, flags, interfaceIndex);
    }
}
