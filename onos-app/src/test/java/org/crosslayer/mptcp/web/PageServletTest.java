// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageServletTest {
    private final PageServlet servlet = new PageServlet();
    private final FakeHttp http = new FakeHttp();

    private static byte[] file(String name) throws IOException {
        return PageFile.read(name).content(false);
    }

    @ParameterizedTest
    @CsvSource({"/, index.html, text/html; charset=utf-8", "/index.html, index.html, text/html; charset=utf-8",
        "/js/main.js, js/main.js, text/javascript; charset=utf-8", "/css/frame.css, css/frame.css, "
            + "text/css; charset=utf-8", "/lib/d3.min.js, lib/d3.min.js, text/javascript; charset=utf-8"})
    void filesComeWholeWithTheirType(String path, String name, String type) throws Exception {
        http.ask(servlet, "GET", path);

        assertThat(http.status).isEqualTo(200);
        assertThat(http.headers).containsEntry("Content-Type", type)
            .containsEntry("Content-Length", String.valueOf(file(name).length)).doesNotContainKey("Content-Encoding");
        assertThat(http.body.bytes.toByteArray()).isEqualTo(file(name));
    }

    @Test
    void theBrowserMayLoadNothingFromElsewhereAndRunNothingInline() throws Exception {
        http.ask(servlet, "GET", "/");

        assertThat(http.headers.get("Content-Security-Policy")).contains("default-src 'none'", "script-src 'self'",
            "connect-src 'self'", "frame-ancestors 'self'", "base-uri 'none'", "form-action 'none'")
            .doesNotContain("unsafe", "*", "http");
        assertThat(http.headers).containsEntry("X-Content-Type-Options", "nosniff")
            .containsEntry("Referrer-Policy", "no-referrer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing.html", "/../PageServlet.class", "/js/../../PageServlet.class",
        "/js/../index.html", "//etc/passwd", "/%2e%2e/PageServlet.class",
        "/..\\PageServlet.class", "/PageServlet.class", "/js/", "/js",
        "/index.html/", "/lib/LICENSE"})
    void nothingElseIsThere(String path) throws Exception {
        http.ask(servlet, "GET", path);

        assertThat(http.status).isEqualTo(404);
        assertThat(http.body.bytes.size()).isZero();
    }

    @Test
    void headIsTheSameWithoutTheContent() throws Exception {
        FakeHttp got = new FakeHttp().ask(servlet, "GET", "/");
        http.ask(servlet, "HEAD", "/");

        assertThat(http.status).isEqualTo(200);
        assertThat(http.headers).isEqualTo(got.headers);
        assertThat(http.body.bytes.size()).isZero();
    }

    @Test
    void whatHasNotChangedIsNotSentAgain() throws Exception {
        http.asked.put("If-None-Match", new FakeHttp().ask(servlet, "GET", "/").headers.get("ETag"));
        http.ask(servlet, "GET", "/");

        assertThat(http.status).isEqualTo(304);
        assertThat(http.body.bytes.size()).isZero();
    }

    @Test
    void isCompressedForThoseWhoTakeIt() throws Exception {
        http.asked.put("Accept-Encoding", "br, gzip");
        http.ask(servlet, "GET", "/");

        assertThat(http.headers).containsEntry("Content-Encoding", "gzip").containsEntry("Vary", "Accept-Encoding");
        assertThat(http.body.bytes.toByteArray()).isEqualTo(PageFile.read("index.html").content(true));
    }

    @Test
    void theFolderHasASlash() throws Exception {
        http.ask(servlet, "GET", null);

        assertThat(http.status).isEqualTo(302);
        assertThat(http.headers).containsEntry("Location", "/onos/mptcp/ui/");
    }
}
