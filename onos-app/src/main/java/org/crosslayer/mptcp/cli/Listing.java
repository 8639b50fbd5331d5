// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.crosslayer.mptcp.view.Page;

/**
 * A list, or the part of it that was asked for.
 *
 * @param <T> row
 */
final class Listing<T> implements View {
    private final String name;
    private final Page<T> page;
    private final Function<T, List<String>> text;
    private final String nothing;

    /**
     * A list.
     *
     * @param name    member of the JSON form, and what is listed
     * @param page    rows
     * @param text    lines of a row
     * @param nothing line for an empty list
     */
    Listing(String name, Page<T> page, Function<T, List<String>> text, String nothing) {
        this.name = name;
        this.page = page;
        this.text = text;
        this.nothing = nothing;
    }

    @Override
    public List<String> lines() {
        if (page.total() == 0) {
            return List.of(nothing);
        }
        List<String> lines = new ArrayList<>();
        page.items().forEach(row -> lines.addAll(text.apply(row)));
        if (page.items().size() < page.total()) {
            lines.add(page.items().size() + " of " + page.total() + " " + name + " shown");
        }
        return lines;
    }

    @Override
    public ObjectNode json() {
        return page.json(name);
    }
}
