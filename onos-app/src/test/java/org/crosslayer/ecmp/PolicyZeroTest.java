// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.crosslayer.ecmp.LinuxEcmpHash.Policy;
import org.junit.jupiter.api.Test;

/** Linux policy 0: addresses, and the flow label of IPv6. */
class PolicyZeroTest {

    private final FiveTuple four = FiveTuple.tcp(Address.parse("10.77.0.2"), 40_000, Address.parse("10.88.0.2"), 443);
    private final FiveTuple six = FiveTuple.tcp(Address.parse("fd77::2"), 40_000, Address.parse("fd88::2"), 443);

    @Test
    void portsChangeNothing() {
        LinuxEcmpHash hash = new LinuxEcmpHash(Policy.LAYER_3, 42, 0);
        for (int port = 1; port < 100; port++) {
            assertThat(hash.hash(four, port, 443)).isEqualTo(hash.hash(four, 40_000, 443));
            assertThat(hash.hash(six, port, 443)).isEqualTo(hash.hash(six, 40_000, 443));
        }
    }

    @Test
    void theFlowsOwnLabelComesBeforeTheConfiguredOne() {
        LinuxEcmpHash configured = new LinuxEcmpHash(Policy.LAYER_3, 42, 0x12345);
        LinuxEcmpHash unknown = new LinuxEcmpHash(Policy.LAYER_3, 42);
        assertThat(configured.hash(six, 1, 2)).isEqualTo(unknown.hash(six.withFlowLabel(0x12345), 1, 2))
                .isNotEqualTo(unknown.hash(six.withFlowLabel(0x12346), 1, 2));
        assertThat(configured.hash(six.withFlowLabel(7), 1, 2)).isEqualTo(unknown.hash(six.withFlowLabel(7), 1, 2));
        assertThat(configured.hash(four, 1, 2)).isEqualTo(unknown.hash(four, 1, 2));
    }

    @Test
    void withoutALabelTheChoiceIsUnknown() {
        NextHopSelector selector = new LinuxEcmpHash(Policy.LAYER_3, 42).over(1, 1);
        assertThat(selector.choose(six, 1, 2)).isEqualTo(NextHopSelector.UNKNOWN);
        assertThat(selector.bind(six).choose(1, 2)).isEqualTo(NextHopSelector.UNKNOWN);
        assertThat(selector.choose(six.withFlowLabel(1), 1, 2)).isNotEqualTo(NextHopSelector.UNKNOWN);
        assertThat(six.withFlowLabel(1).reversed().flowLabel()).isEqualTo(FiveTuple.UNKNOWN_LABEL);
        assertThatIllegalArgumentException().isThrownBy(() -> six.withFlowLabel(1 << 20))
                .withMessage("flow labels are 0..0xfffff, not 1048576");
    }
}
