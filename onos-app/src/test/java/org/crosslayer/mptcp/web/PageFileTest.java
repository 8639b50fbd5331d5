// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageFileTest {

    @Test
    void everyFileThatThePageNamesIsThere() throws IOException {
        String page = new String(PageFile.read("index.html").content(false), UTF_8);
        assertThat(Pattern.compile("(?:src|href)=\"([^\"#]+)\"").matcher(page).results()
            .map((MatchResult found) -> found.group(1))).hasSizeGreaterThan(5).allSatisfy(name ->
                assertThat(PageFile.read(name)).describedAs(name).isNotNull());
    }

    @Test
    void theLibraryIsInTheBundleAndCompressed() throws IOException {
        PageFile library = PageFile.read("lib/d3.min.js");
        assertThat(library.kind()).startsWith("text/javascript");
        assertThat(library.content(true).length).isLessThan(library.content(false).length / 2);
        try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(library.content(true)))) {
            assertThat(unzipped.readAllBytes()).isEqualTo(library.content(false));
        }
    }

    @Test
    void tagsDifferWithTheContent() throws IOException {
        assertThat(PageFile.read("js/main.js").tag()).isEqualTo(PageFile.read("js/main.js").tag())
            .isNotEqualTo(PageFile.read("js/grid.js").tag());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nothing.html", "../PageFile.class", "js/../index.html", "js", "js/", "/index.html",
        "PageFile.class", "js//main.js", "page/index.html", "lib/LICENSE"})
    void nothingElseIsServed(String name) throws IOException {
        assertThat(PageFile.read(name)).isNull();
    }
}
