// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The models of Open vSwitch against packets that a real one has forwarded. */
class OvsHashTest {

    private static final Pattern PARAMETER = Pattern.compile("selection_method_param=(\\d+)");
    private static final Pattern FIELDS = Pattern.compile("fields\\((.*)\\)");

    @Test
    void everyPacketSeenIsPredicted() {
        List<ObservedVectors.Row> rows = ObservedVectors.read("vectors-ovs-select.csv");
        assertThat(rows).hasSize(2000).allSatisfy(row -> {
            FiveTuple flow = row.flow();
            EcmpHash hash = hash(row.text("selection"));
            NextHopGroup group = NextHopGroup.of(row.weights()).withBucketIds(row.bucketIds());
            NextHopSelector selector = hash.over(group);
            assertThat(selector.choose(flow, flow.sourcePort(), flow.destinationPort()))
                    .isEqualTo(row.number("bucket_position"));
            assertThat(selector.bind(flow).choose(flow.sourcePort(), flow.destinationPort()))
                    .isEqualTo(row.number("bucket_position"));
        });
    }

    private static EcmpHash hash(String selection) {
        Matcher parameter = PARAMETER.matcher(selection);
        long value = parameter.find() ? Long.parseUnsignedLong(parameter.group(1)) : 0;
        if (selection.contains("method=dp_hash")) {
            return new OvsDpHash(value);
        }
        Matcher fields = FIELDS.matcher(selection);
        if (!fields.find()) {
            return new OvsDpHash(OvsDpHash.DEFAULT_PARAMETER);
        }
        List<OvsField> list = new ArrayList<>();
        for (String name : fields.group(1).split(",")) {
            list.add(OvsField.named(name).orElseThrow());
        }
        return new OvsEcmpHash(list, value);
    }

    @Test
    void slotsAreDealtOutByWeight() {
        assertThat(OvsDpHash.slots(5, 1, 2)).containsExactly(0, 2, 0, 0, 1, 0, 2, 0, 0, 2, 0, 0, 1, 0, 2, 0);
        assertThat(OvsDpHash.slots(1, 1, 1)).startsWith(0, 1, 2, 0, 1, 2).hasSize(16);
        assertThat(OvsDpHash.slots(16, 1)).hasSize(32);
        assertThat(OvsDpHash.slots(255, 1)).hasSize(256);
        assertThat(OvsDpHash.slots(256, 1)).isNull();
    }

    @Test
    void weightsThatNeedMoreSlotsAreUnknown() {
        FiveTuple flow = FiveTuple.tcp(Address.parse("10.0.0.1"), 1, Address.parse("10.0.0.2"), 80);
        assertThat(new OvsDpHash(0).choose(flow, 256, 1)).isEqualTo(NextHopSelector.UNKNOWN);
    }

    @Test
    void onlyTheDefaultIsSymmetric() {
        assertThat(new OvsDpHash(OvsDpHash.DEFAULT_PARAMETER).symmetric()).isTrue();
        assertThat(new OvsDpHash(77).symmetric()).isFalse();
        assertThat(new OvsEcmpHash(EnumSet.allOf(OvsField.class), 0).symmetric()).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new OvsDpHash(2L << 32)).withMessageContaining("0 or 1");
    }
}
