// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TablePictureTest {
    private final TablePicture picture = new TablePicture("things", List.of("rate"));

    private static TablePicture.Row row(String name, int size, Integer rate) {
        ObjectNode content = JsonNodeFactory.instance.objectNode().put("id", name).put("size", size);
        return TablePicture.row(name, rate == null ? content : content.put("rate", rate));
    }

    private static List<String> text(List<byte[]> events) {
        return events.stream().map(event -> new String(event, UTF_8)).collect(Collectors.toList());
    }

    @Test
    void newRowsAreToldWhole() {
        assertThat(text(picture.look(List.of(row("a", 1, 5))))).containsExactly("event: things\ndata: "
            + "{\"changed\":[{\"id\":\"a\",\"size\":1,\"rate\":5}],\"rates\":[],\"gone\":[]}\n\n");
    }

    @Test
    void nothingNewIsNoEvent() {
        picture.look(List.of(row("a", 1, 5)));
        assertThat(picture.look(List.of(row("a", 1, 5)))).isEmpty();
    }

    @Test
    void onlyRestlessMembersAreToldAlone() {
        picture.look(List.of(row("a", 1, 5), row("b", 1, null)));
        assertThat(text(picture.look(List.of(row("a", 1, 6), row("b", 2, null))))).containsExactly(
            "event: things\ndata: {\"changed\":[{\"id\":\"b\",\"size\":2}],\"rates\":[[\"a\",6]],\"gone\":[]}\n\n");
    }

    @Test
    void noiseBeyondThreeDigitsIsNoNews() {
        picture.look(List.of(row("a", 1, 123_456)));
        assertThat(picture.look(List.of(row("a", 1, 123_499)))).isEmpty();
        assertThat(picture.look(List.of(row("a", 1, 124_000)))).hasSize(1);
    }

    @Test
    void whatIsGoneIsNamedOnce() {
        picture.look(List.of(row("a", 1, 5), row("b", 1, 5)));
        assertThat(text(picture.look(List.of(row("b", 1, 5))))).containsExactly(
            "event: things\ndata: {\"changed\":[],\"rates\":[],\"gone\":[\"a\"]}\n\n");
        assertThat(picture.look(List.of(row("b", 1, 5)))).isEmpty();
    }

    @Test
    void everythingIsToldInBlocks() {
        List<TablePicture.Row> rows = new ArrayList<>();
        for (int i = 0; i < 1001; i++) {
            rows.add(row("r" + i, i, i));
        }
        picture.look(rows);
        List<String> events = text(picture.everything());
        assertThat(events).hasSize(3);
        assertThat(events.get(2)).contains("\"changed\":[{\"id\":\"r1000\",\"size\":1000,\"rate\":1000}]");
    }

    @Test
    void threeDigitsAreKept() {
        assertThat(Digits.three(999)).isEqualTo(999);
        assertThat(Digits.three(1234)).isEqualTo(1230);
        assertThat(Digits.three(9996)).isEqualTo(10_000);
        assertThat(Digits.three(-1)).isEqualTo(-1);
    }
}
