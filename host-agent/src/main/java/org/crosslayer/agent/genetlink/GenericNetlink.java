// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.genetlink;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.crosslayer.agent.netlink.AttributeReader;
import org.crosslayer.agent.netlink.AttributeWriter;
import org.crosslayer.agent.netlink.NetlinkConnection;
import org.crosslayer.agent.netlink.NetlinkException;
import org.crosslayer.agent.netlink.NetlinkMessage;

/** Requests of generic netlink over one connection; safe for use by several threads. */
public final class GenericNetlink implements AutoCloseable {
    /** Makes a value of one message of an answer. */
    @FunctionalInterface
    public interface Decoder<T> {
        T decode(GenericMessage message) throws NetlinkException;
    }

    /** Message type of the family "nlctrl", which tells of the families. */
    public static final int CONTROLLER_ID = 0x10;

    private static final int CONTROLLER_VERSION = 2;
    private static final int GET_FAMILY = 3;
    private static final int FAMILY_ID = 1;
    private static final int FAMILY_NAME = 2;
    private static final int FAMILY_VERSION = 3;
    private static final int FAMILY_OPERATIONS = 6;
    private static final int FAMILY_GROUPS = 7;
    private static final int OPERATION_ID = 1;
    private static final int GROUP_NAME = 1;
    private static final int GROUP_ID = 2;

    private final NetlinkConnection connection;

    public GenericNetlink(NetlinkConnection connection) {
        this.connection = connection;
    }

    /** Opens a socket in the network namespace of the calling thread. */
    public static GenericNetlink open() throws NetlinkException {
        return new GenericNetlink(NetlinkConnection.open(NetlinkConnection.GENERIC));
    }

    /**
     * Finds a family.
     *
     * @throws NetlinkException ENOENT: the kernel does not have it
     */
    public GenericFamily family(String name) throws NetlinkException {
        return connection.execute(() -> "find generic netlink family " + name, CONTROLLER_ID,
            body(GET_FAMILY, CONTROLLER_VERSION, attributes -> attributes.string(FAMILY_NAME, name)),
            message -> parseFamily(GenericMessage.parse(message)));
    }

    /** Carries out a command; see {@link NetlinkConnection#execute}. */
    public <T> T execute(Supplier<String> operation, GenericFamily family, int command,
                         Consumer<AttributeWriter> attributes, Decoder<T> decoder) throws NetlinkException {
        return connection.execute(operation, family.id(), body(command, family.version(), attributes),
            typed(family, decoder));
    }

    /** The same with a request that may be large: {@code bytes} is at least what its attributes take. */
    public <T> T execute(Supplier<String> operation, GenericFamily family, int command, int bytes,
                         Consumer<AttributeWriter> attributes, Decoder<T> decoder) throws NetlinkException {
        return connection.execute(operation, family.id(), GenericMessage.HEADER_BYTES + bytes,
            body(command, family.version(), attributes), typed(family, decoder));
    }

    /** Asks for a listing; see {@link NetlinkConnection#dump}. */
    public <T> List<T> dump(Supplier<String> operation, GenericFamily family, int command,
                            Consumer<AttributeWriter> attributes, Decoder<T> decoder) throws NetlinkException {
        return connection.dump(operation, family.id(), body(command, family.version(), attributes),
            typed(family, decoder));
    }

    private static <T> NetlinkConnection.Decoder<T> typed(GenericFamily family, Decoder<T> decoder) {
        return (NetlinkMessage message) ->
            message.type() == family.id() ? decoder.decode(GenericMessage.parse(message)) : null;
    }

    private static Consumer<ByteBuffer> body(int command, int version, Consumer<AttributeWriter> attributes) {
        return buffer -> {
            buffer.put((byte) command).put((byte) version).putShort((short) 0);
            attributes.accept(new AttributeWriter(buffer));
        };
    }

    /** The family that a message of {@link #CONTROLLER_ID} is about. */
    public static GenericFamily parseFamily(GenericMessage message) throws NetlinkException {
        String name = "";
        int id = 0;
        int version = 0;
        Set<Integer> commands = new HashSet<>();
        Map<String, Integer> groups = new HashMap<>();
        AttributeReader reader = message.reader();
        while (reader.next()) {
            switch (reader.type()) {
                case FAMILY_ID -> id = reader.u16Host();
                case FAMILY_NAME -> name = reader.string();
                case FAMILY_VERSION -> version = reader.u32Host();
                case FAMILY_OPERATIONS -> parseOperations(reader.nested(), commands);
                case FAMILY_GROUPS -> parseGroups(reader.nested(), groups);
                default -> { }
            }
        }
        if (id == 0) {
            reader.fail("no family number");
        }
        reader.check("generic netlink family");
        return new GenericFamily(name, id, version, commands, groups);
    }

    private static void parseOperations(AttributeReader list, Set<Integer> commands) {
        while (list.next()) {
            AttributeReader operation = list.nested();
            while (operation.next()) {
                if (operation.type() == OPERATION_ID) {
                    commands.add(operation.u32Host());
                }
            }
        }
    }

    private static void parseGroups(AttributeReader list, Map<String, Integer> groups) {
        while (list.next()) {
            AttributeReader group = list.nested();
            String name = "";
            int id = 0;
            while (group.next()) {
                switch (group.type()) {
                    case GROUP_NAME -> name = group.string();
                    case GROUP_ID -> id = group.u32Host();
                    default -> { }
                }
            }
            groups.put(name, id);
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
