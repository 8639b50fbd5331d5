// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.control;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SequenceCheckTest {
    private final SequenceCheck check = new SequenceCheck();

    @BeforeEach
    void twoMessages() throws Exception {
        check.next(1);
        check.next(2);
    }

    @Test
    void shouldRefuseGap() {
        assertThatExceptionOfType(InvalidMessageException.class)
            .isThrownBy(() -> check.next(4)).withMessage("sequence: is 4, expected 3");
    }

    @Test
    void shouldRefuseRepetition() {
        assertThatExceptionOfType(InvalidMessageException.class)
            .isThrownBy(() -> check.next(2)).withMessage("sequence: is 2, expected 3");
    }

    @Test
    void shouldStartWithOne() {
        assertThatExceptionOfType(InvalidMessageException.class)
            .isThrownBy(() -> new SequenceCheck().next(0)).withMessage("sequence: is 0, expected 1");
    }
}
