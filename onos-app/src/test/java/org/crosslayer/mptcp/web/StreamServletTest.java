// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamServletTest {
    private final StreamServlet servlet = new StreamServlet();
    private final FakeHttp http = new FakeHttp();

    @BeforeEach
    void start() {
        servlet.init();
    }

    @AfterEach
    void stop() {
        servlet.destroy();
    }

    @Test
    void isAStreamOfEventsThatNobodyKeeps() throws Exception {
        http.ask(servlet, "GET", null);

        assertThat(http.headers).containsEntry("Content-Type", "text/event-stream").containsEntry("charset", "utf-8")
            .containsEntry("Cache-Control", "no-store").containsEntry("X-Content-Type-Options", "nosniff");
        assertThat(http.async).isTrue();
        assertThat(http.completed).isFalse();
    }

    @Test
    void headBeginsNoStream() throws Exception {
        http.ask(servlet, "HEAD", null);

        assertThat(http.headers).containsEntry("Content-Type", "text/event-stream");
        assertThat(http.async).isFalse();
        assertThat(http.body.listener).isNull();
    }
}
