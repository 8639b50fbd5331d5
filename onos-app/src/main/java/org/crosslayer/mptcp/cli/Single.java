// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import org.crosslayer.mptcp.view.Json;

/**
 * One thing.
 *
 * @param <T> its type
 */
final class Single<T> implements View {
    private final T shown;
    private final Function<T, List<String>> text;

    /**
     * One thing.
     *
     * @param shown value of the read model
     * @param text  its lines
     */
    Single(T shown, Function<T, List<String>> text) {
        this.shown = shown;
        this.text = text;
    }

    @Override
    public List<String> lines() {
        return text.apply(shown);
    }

    @Override
    public ObjectNode json() {
        return Json.of(shown);
    }
}
