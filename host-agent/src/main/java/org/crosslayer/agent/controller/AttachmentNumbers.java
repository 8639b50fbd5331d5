// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import java.util.function.LongSupplier;

/** Numbers of streams, as {@code Hello.attachment} wants them. Used by one thread. */
final class AttachmentNumbers {
    private final LongSupplier millis;
    private long last;

    /** @param millis since 1970 */
    AttachmentNumbers(LongSupplier millis) {
        this.millis = millis;
    }

    long next() {
        last = Math.max(last + 1, millis.getAsLong());
        return last;
    }
}
