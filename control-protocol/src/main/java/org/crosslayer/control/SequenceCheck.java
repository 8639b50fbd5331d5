// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.control;

/**
 * Checks the numbering of one direction of one stream: 1, 2, 3 and so on. Not thread-safe; the messages of a
 * stream come one after the other.
 */
public final class SequenceCheck {
    private static final FieldPath SEQUENCE = FieldPath.root("sequence");

    private long last;

    /**
     * Takes the number of the next message.
     *
     * @param sequence number that the message carries
     * @throws InvalidMessageException if it is not one more than the number before it
     */
    public void next(long sequence) throws InvalidMessageException {
        if (sequence != last + 1) {
            throw SEQUENCE.bad("is " + Long.toUnsignedString(sequence) + ", expected " + (last + 1));
        }
        last = sequence;
    }
}
