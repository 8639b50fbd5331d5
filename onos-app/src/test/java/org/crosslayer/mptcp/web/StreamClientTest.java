// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamClientTest {
    private static final byte[] MEBIBYTE = new byte[1 << 20];

    private final FakeHttp http = new FakeHttp();
    private StreamClient client;

    @BeforeEach
    void attach() throws IOException {
        client = new StreamClient(http.context());
    }

    private boolean tell(String... messages) {
        return client.tell(List.of(String.join("", messages).getBytes(UTF_8)));
    }

    private String got() {
        return new String(http.body.bytes.toByteArray(), UTF_8);
    }

    @Test
    void messagesComeInOrder() {
        assertThat(tell("a")).isTrue();
        assertThat(client.tell(List.of("b".getBytes(UTF_8), "c".getBytes(UTF_8)))).isTrue();
        assertThat(got()).isEqualTo("abc");
    }

    @Test
    void waitForASlowBrowserWithoutHoldingUpTheCaller() throws IOException {
        http.body.ready = false;
        assertThat(tell("a")).isTrue();
        assertThat(tell("b")).isTrue();
        assertThat(got()).isEmpty();

        http.body.ready = true;
        http.body.listener.onWritePossible();
        assertThat(got()).isEqualTo("ab");
    }

    @Test
    void whoDoesNotKeepUpIsCutOff() throws IOException {
        http.body.ready = false;
        assertThat(client.tell(Collections.nCopies(64, MEBIBYTE))).isTrue();
        assertThat(http.completed).isFalse();

        assertThat(tell("x")).isFalse();
        assertThat(http.completed).isTrue();
        http.body.ready = true;
        http.body.listener.onWritePossible();
        assertThat(http.body.bytes.size()).isZero();
    }

    @Test
    void whatWasWrittenDoesNotCount() {
        for (int i = 0; i < 65; i++) {
            http.body.bytes.reset();
            assertThat(client.tell(List.of(MEBIBYTE))).isTrue();
        }
    }

    @Test
    void whoHasGoneIsLetGoOnce() {
        http.body.gone = true;
        assertThat(tell("a")).isFalse();
        assertThat(http.completed).isTrue();

        http.body.listener.onError(new IOException("Broken pipe"));
        client.close();
        assertThat(tell("b")).isFalse();
    }

    @Test
    void aStreamThatTheContainerHasEndedIsNoFailure() {
        http.completed = true;
        client.close();
        assertThat(tell("a")).isFalse();
    }
}
