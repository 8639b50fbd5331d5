// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import com.google.protobuf.UnknownFieldSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crosslayer.control.v1.AgentMessage;
import org.crosslayer.control.v1.CheckResult;
import org.crosslayer.control.v1.ControlProto;
import org.crosslayer.control.v1.ControllerMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds messages and field numbers of released contracts against the schema of today. The files in
 * {@code src/test/resources/v1} are never changed, only added to: what is in them has been on the wire.
 */
class CompatibilityTest {
    private static final int NOT_YET_A_FIELD = 3000;

    static Stream<String> kinds() {
        return Samples.all().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldReadOldBytes(String kind) throws Exception {
        Message parsed = parse(kind, golden(kind).toByteArray());

        assertThat(TextFormat.printer().printToString(parsed)).isEqualTo(resource("v1/" + kind + ".txt"));
        assertThat(parsed.getUnknownFields().asMap()).isEmpty();
        validate(parsed);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldWriteWhatOldReadersKnow(String kind) {
        assertThat(Samples.all().get(kind).toByteString()).isEqualTo(golden(kind));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldTolerateFieldsOfLaterVersionsAtEveryLevel(String kind) throws Exception {
        Message fromLater = withUnknownFields(Samples.all().get(kind));

        Message parsed = parse(kind, fromLater.toByteArray());

        assertThat(parsed.getUnknownFields().hasField(NOT_YET_A_FIELD)).isTrue();
        validate(parsed);
    }

    @Test
    void shouldTolerateBodiesAndEventsOfLaterVersions() throws Exception {
        ByteString laterBody = UnknownFieldSet.newBuilder()
            .addField(NOT_YET_A_FIELD, UnknownFieldSet.Field.newBuilder()
                .addLengthDelimited(ByteString.copyFromUtf8("new")).build()).build().toByteString();
        AgentMessage agent = AgentMessage.parseFrom(laterBody);
        ControllerMessage controller = ControllerMessage.parseFrom(laterBody);

        assertThat(agent.getBodyCase()).isEqualTo(AgentMessage.BodyCase.BODY_NOT_SET);
        assertThat(controller.getBodyCase()).isEqualTo(ControllerMessage.BodyCase.BODY_NOT_SET);
        MessageValidator.validate(agent);
        MessageValidator.validate(controller);
    }

    @Test
    void shouldKeepEveryNameNumberAndTypeThatWasReleased() {
        List<String> released = resource("v1/schema.txt").lines().collect(Collectors.toList());

        assertThat(released).isNotEmpty();
        assertThat(schema()).as("fields were renamed, renumbered, retyped or removed").containsAll(released);
    }

    static Set<String> schema() {
        Set<String> lines = new TreeSet<>();
        for (Descriptor message : ControlProto.getDescriptor().getMessageTypes()) {
            for (FieldDescriptor field : message.getFields()) {
                String type = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                    ? field.getMessageType().getName() : field.getType().name().toLowerCase(Locale.ROOT);
                lines.add(message.getName() + "." + field.getName() + " = " + field.getNumber() + " " + type
                    + (field.isRepeated() ? " repeated" : "") + (field.getRealContainingOneof() == null ? ""
                    : " of " + field.getRealContainingOneof().getName()));
            }
        }
        for (EnumDescriptor type : ControlProto.getDescriptor().getEnumTypes()) {
            for (EnumValueDescriptor value : type.getValues()) {
                lines.add(type.getName() + "." + value.getName() + " = " + value.getNumber());
            }
        }
        return lines;
    }

    private static Message withUnknownFields(Message message) {
        Message.Builder builder = message.toBuilder();
        message.getAllFields().forEach((field, value) -> {
            if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
                return;
            }
            if (field.isRepeated()) {
                for (int i = 0; i < message.getRepeatedFieldCount(field); i++) {
                    builder.setRepeatedField(field, i, withUnknownFields((Message) message.getRepeatedField(field, i)));
                }
            } else {
                builder.setField(field, withUnknownFields((Message) value));
            }
        });
        return builder.setUnknownFields(UnknownFieldSet.newBuilder().addField(NOT_YET_A_FIELD,
            UnknownFieldSet.Field.newBuilder().addVarint(1).build()).build()).build();
    }

    private static Message parse(String kind, byte[] bytes) throws IOException {
        return Samples.all().get(kind).getParserForType().parseFrom(bytes);
    }

    private static void validate(Message message) throws InvalidMessageException {
        if (message instanceof AgentMessage) {
            MessageValidator.validate((AgentMessage) message);
        } else if (message instanceof CheckResult) {
            MessageValidator.validate((CheckResult) message);
        } else {
            MessageValidator.validate((ControllerMessage) message);
        }
    }

    private static ByteString golden(String kind) {
        return ByteString.fromHex(resource("v1/" + kind + ".hex").replaceAll("\\s", ""));
    }

    private static String resource(String name) {
        try (InputStream in = CompatibilityTest.class.getResourceAsStream("/" + name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(name, e);
        }
    }
}
